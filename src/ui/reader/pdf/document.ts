import { getDocument, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- the bundler gives the address of the file
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** Where the build puts the character maps, fonts and decoders of pdf.js (see electron.vite.config.ts). */
const files = new URL('./pdfjs/', document.baseURI).href;

let worker: PDFWorker | null = null;

/** Chromium's policies for addresses of scripts; not in the DOM's types yet. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string };
}

/** The page's policy lets no other text become the address of a script than the one that was built in. */
const trusted = (address: string): string => {
  const types = (window as { readonly trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy('dossier-pdf', {
    createScriptURL: (given) => (given === workerAddress ? given : ''),
  });
  return policy ? policy.createScriptURL(address) : address;
};

const theWorker = (): PDFWorker =>
  (worker ??= PDFWorker.create({ port: new Worker(trusted(workerAddress), { type: 'module' }) }));

/** An opened PDF; `close` frees what it holds. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly close: () => void;
}

/**
 * Opens the kept original of a version with pdf.js, in its own worker, with everything it needs from the program itself:
 * no network, no WebAssembly, no evaluated code, no scripts or forms of the document. Throws when it cannot be read.
 */
export async function openPdf(versionId: string): Promise<OpenPdf> {
  const reply = await fetch(`/original/${versionId}`);
  if (!reply.ok) throw new Error(await reply.text());
  const task = getDocument({
    data: new Uint8Array(await reply.arrayBuffer()),
    worker: theWorker(),
    cMapUrl: `${files}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  return { document: await task.promise, close: () => void task.destroy() };
}
