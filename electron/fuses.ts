import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/**
 * How the fuses of a packaged program stand (Electron security checklist, item 19). Every fuse this version of Electron
 * has is decided here; one that a later version adds makes flipping fail until it is decided too.
 */
export const FUSES = {
  // the program cannot be used as a plain Node by setting a variable
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // the archive of our code is checked when it is loaded (macOS and Windows), and nothing else is loaded as our code
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // needs a second snapshot file that we do not make
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // pages come from our own scheme, so file: needs no more rights than it has in a browser
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // out-of-bounds accesses of WebAssembly end in a trap
  [FuseV1Options.WasmTrapHandlers]: true,
} as const;

const nameOf = (fuse: number): string => FuseV1Options[fuse] ?? `fuse ${fuse}`;

/**
 * Sets the fuses of a packaged program, after everything is in its place and before it is signed. `program` is the binary,
 * or the `.app` on macOS. Throws when the file is no Electron, or has a fuse that {@link FUSES} does not decide.
 */
export async function setFuses(program: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: program.endsWith('.app') && process.platform === 'darwin',
    ...FUSES,
  });
  const wrong = await wrongFuses(program);
  if (wrong.length > 0) throw new Error(`Fuses did not take: ${wrong.join(', ')}`);
}

/** The fuses of a program that do not stand as they should, by name; none when all do. */
export async function wrongFuses(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(FUSES)
    .filter(
      ([fuse, on]) => wire[Number(fuse) as FuseV1Options] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
    )
    .map(([fuse]) => nameOf(Number(fuse)));
}

// "node electron/fuses.ts PROGRAM" sets the fuses; with --check it only looks and ends with 1 when one stands wrong
if (import.meta.main) {
  const [program, check] = process.argv.slice(2);
  if (program === undefined) {
    console.error('Give the path of the packaged program.');
    process.exitCode = 2;
  } else if (check === '--check') {
    const wrong = await wrongFuses(program);
    console.log(wrong.length === 0 ? 'Every fuse stands as it should.' : `Wrong: ${wrong.join(', ')}`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } else {
    await setFuses(program);
    console.log('The fuses are set.');
  }
}
