import { useState, type RefObject } from 'react';
import { COLOURS } from '../../core/annotation.ts';
import { keysOf } from '../commands/bindings.ts';
import { percent } from '../messages/formats.ts';
import { rich, t } from '../messages/index.ts';
import { Kbd } from '../parts/kbd.tsx';
import { usePreferences } from '../preferences.ts';
import { useProgress } from './use-progress.ts';
import type { OpenSource } from './open-source.ts';

/** The hints go away after this many marks made by keyboard. */
const practised = 20;

/** How far the source has been read, told apart from the reader so that scrolling draws nothing else. */
function Share({ view, page }: { readonly view: OpenSource; readonly page: RefObject<HTMLElement | null> }) {
  const [share, setShare] = useState(0);
  useProgress(view, page, setShare);
  return <span className="num">{t('reader.read', { share: percent(share) })}</span>;
}

/** The line below the page: how far it has been read, and the keys for those who do not know them yet. */
export function ReaderFoot({
  view,
  page,
  shown,
}: {
  readonly view: OpenSource;
  readonly page: RefObject<HTMLElement | null>;
  /** Whether the clean page is shown, which is what counts as read. */
  readonly shown: boolean;
}) {
  const { keyboardMarks, singleKeys } = usePreferences();
  return (
    <footer className="rfoot">
      {shown ? <Share key={view.version.id} view={view} page={page} /> : <span />}
      {keyboardMarks < practised && singleKeys && (
        <>
          <span className="row tight">
            {rich('reader.hintParagraph', {
              keys: <Kbd key="k" keys={`${keysOf('next') ?? ''} ${keysOf('prev') ?? ''}`.trim()} />,
            })}
          </span>
          <span className="row tight">
            {rich('reader.hintMark', {
              first: <Kbd key="a" keys={keysOf('hl.1') ?? ''} />,
              last: <Kbd key="b" keys={String(COLOURS.length)} />,
            })}
          </span>
          <span className="row tight">
            {rich('reader.hintNote', { keys: <Kbd key="k" keys={keysOf('note') ?? ''} /> })}
          </span>
          <span className="row tight">
            {rich('reader.hintFact', { keys: <Kbd key="k" keys={keysOf('fact') ?? ''} /> })}
          </span>
          <span className="row tight end hide-s">
            {rich('reader.hintAll', { keys: <Kbd key="k" keys={keysOf('help.keys') ?? ''} /> })}
          </span>
        </>
      )}
    </footer>
  );
}
