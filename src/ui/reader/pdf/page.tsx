import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import type { Colour } from '../../../core/annotation.ts';
import { t } from '../../messages/index.ts';
import { layWords, rangeOn, type Layer } from './layer.ts';
import { pageMap, type PageMap } from './page-map.ts';
import type { PagePlace, PageText } from './page-text.ts';

/** Something drawn over the words: a mark in its colour, or the focused paragraph. */
export interface Over {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly colour: Colour | null;
  readonly active: boolean;
}

/** Words that were found, drawn over the page. */
export interface HitOver {
  readonly id: string;
  readonly place: PagePlace;
}

/** A page whose words are laid out. */
export interface LaidPage {
  readonly layer: Layer;
  /** Between the page and the canonical text. */
  readonly map: PageMap;
  /** Between the page and the text of what cleaning left out; made when first asked for. */
  readonly leftOut: () => PageMap;
}

interface Box<T> {
  readonly key: string;
  readonly over: T;
  /** Shares of the page, from its upper left corner. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangles of a range, those on one line joined: every word of a page is an element of its own. */
const linesOf = (range: Range): readonly DOMRect[] => {
  const lines: DOMRect[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width <= 0.5) continue;
    const line = lines.at(-1);
    const same =
      line !== undefined &&
      Math.abs(line.top - rect.top) < rect.height * 0.4 &&
      rect.left >= line.left &&
      rect.left - line.right < rect.height * 2;
    if (same)
      lines[lines.length - 1] = new DOMRect(
        line.left,
        Math.min(line.top, rect.top),
        Math.max(line.right, rect.right) - line.left,
        Math.max(line.height, rect.height),
      );
    else lines.push(rect);
  }
  return lines;
};

const boxesOf = <T extends { readonly id: string }>(
  page: HTMLElement,
  laid: LaidPage,
  overs: readonly T[],
  placeOf: (over: T) => Omit<PagePlace, 'pages'>,
): readonly Box<T>[] => {
  const whole = page.getBoundingClientRect();
  if (whole.width === 0) return [];
  return overs.flatMap((over) => {
    const { start, end, leftOut } = placeOf(over);
    return (leftOut ? laid.leftOut() : laid.map).toPage(start, end).flatMap((stretch, i) => {
      const range = rangeOn(laid.layer, stretch.start, stretch.end);
      if (!range) return [];
      return linesOf(range).map((rect, j) => ({
        key: `${over.id}-${i}-${j}`,
        over,
        left: (rect.left - whole.left) / whole.width,
        top: (rect.top - whole.top) / whole.height,
        width: rect.width / whole.width,
        height: rect.height / whole.height,
      }));
    });
  });
};

const styleOf = ({ left, top, width, height }: Box<unknown>): CSSProperties => ({
  left: `${left * 100}%`,
  top: `${top * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
});

const inClean = ({ start, end }: Over): Omit<PagePlace, 'pages'> => ({ start, end, leftOut: false });

/** One page: its picture, its words over it, and what is marked in them. Drawn only while it is near the window. */
export function PdfPage({
  document: pdf,
  number,
  width,
  ratio,
  near,
  words: pageWords,
  overs,
  hits,
  current,
  onLaid,
  onRatio,
}: {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  /** In px, at the present zoom. */
  readonly width: number;
  /** Height through width, as far as it is known. */
  readonly ratio: number;
  readonly near: boolean;
  readonly words: PageText;
  readonly overs: readonly Over[];
  /** What was found and may be on this page. */
  readonly hits: readonly HitOver[];
  /** The id of the hit that one is at. */
  readonly current: string | null;
  readonly onLaid: (number: number, laid: LaidPage | null) => void;
  readonly onRatio: (number: number, ratio: number) => void;
}) {
  const [page, setPage] = useState<HTMLDivElement | null>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [laid, setLaid] = useState<LaidPage | null>(null);
  const [failed, setFailed] = useState(false);
  const told = useRef({ onLaid, onRatio });
  useEffect(() => {
    told.current = { onLaid, onRatio };
  });
  useEffect(() => {
    const canvas = picture.current;
    const element = words.current;
    if (!near || !canvas || !element) return undefined;
    let gone = false;
    let stop = (): void => undefined;
    const draw = async (): Promise<void> => {
      const proxy = await pdf.getPage(number);
      if (gone) return;
      const natural = proxy.getViewport({ scale: 1 });
      told.current.onRatio(number, natural.height / natural.width);
      const scale = width / natural.width;
      const viewport = proxy.getViewport({ scale });
      const sharp = proxy.getViewport({ scale: scale * Math.min(3, window.devicePixelRatio) });
      canvas.width = Math.floor(sharp.width);
      canvas.height = Math.floor(sharp.height);
      const task = proxy.render({ canvas, viewport: sharp });
      stop = () => task.cancel();
      // heard from the start: a drawing may be broken off while the words are laid
      const drawn = task.promise.then(
        () => null,
        (reason: unknown) => ({ reason }),
      );
      element.replaceChildren();
      element.style.setProperty('--total-scale-factor', String(scale));
      const layer = await layWords(proxy, viewport, element);
      if (gone) return;
      let leftOut: PageMap | null = null;
      const next = {
        layer,
        map: pageMap(layer.text, number, pageWords.blocks),
        leftOut: () => (leftOut ??= pageMap(layer.text, number, pageWords.leftOut)),
      };
      setLaid(next);
      told.current.onLaid(number, next);
      const fault = await drawn;
      if (fault) throw fault.reason;
      proxy.cleanup();
    };
    draw().catch((reason: unknown) => {
      // a drawing that was broken off because the page went away is no failure
      if (!gone && !(reason instanceof Error && reason.name === 'RenderingCancelledException'))
        setFailed(true);
    });
    return () => {
      gone = true;
      stop();
      canvas.width = 0;
      canvas.height = 0;
      element.replaceChildren();
      setLaid(null);
      told.current.onLaid(number, null);
    };
  }, [pdf, number, width, near, pageWords]);
  const boxes = useMemo(() => (laid && page ? boxesOf(page, laid, overs, inClean) : []), [laid, page, overs]);
  const found = useMemo(
    () => (laid && page ? boxesOf(page, laid, hits, ({ place }) => place) : []),
    [laid, page, hits],
  );
  return (
    <div
      ref={setPage}
      className="pdf-page"
      // paper stays paper in every theme, and marks keep the colours they have on it
      data-theme="light"
      data-page={number}
      role="group"
      aria-label={t('reader.pageOf', { number, count: pdf.numPages })}
      style={{ width, height: width * ratio }}
    >
      <canvas ref={picture} aria-hidden="true" />
      <div className="pdf-marks" aria-hidden="true">
        {boxes.map((box) => {
          const { over } = box;
          return (
            <span
              key={box.key}
              className={over.colour ? `pdf-mark hl-${over.colour}${over.active ? ' on' : ''}` : 'pdf-focus'}
              data-pdf-mark={over.colour ? over.id : undefined}
              style={styleOf(box)}
            />
          );
        })}
      </div>
      <div className="pdf-hits" aria-hidden="true">
        {found.map((box) => (
          <span
            key={box.key}
            className={box.over.id === current ? 'pdf-hit on' : 'pdf-hit'}
            style={styleOf(box)}
          />
        ))}
      </div>
      <div ref={words} className="pdf-words selectable" />
      {failed && <p className="no-text">{t('reader.pageFailed', { number })}</p>}
    </div>
  );
}
