import { useContext } from 'react';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { useView } from '../view.ts';
import { anchorWords } from './recapture.ts';
import { PaneContext, revealMark, setReading, usePaneReading, useReading } from './state.ts';
import type { OpenSource } from './open-source.ts';

/** The marks whose words are not as they were, each once round. */
const nextDoubtful = (view: OpenSource): void => {
  const doubtful = view.annotations.filter(({ anchor }) => anchor === 'changed' || anchor === 'orphan');
  if (doubtful.length === 0) return;
  const { active } = useReading.getState();
  const next = doubtful[(doubtful.findIndex(({ id }) => id === active) + 1) % doubtful.length]!;
  useView.setState({ inspector: true, inspectorTab: 'notes' });
  revealMark(next);
};

/** What is to be known above the page: that an older version is read, and what became of the annotations in a new one. */
export function Notices({ view }: { readonly view: OpenSource }) {
  const pane = useContext(PaneContext);
  const { carried } = usePaneReading();
  const [current] = view.versions;
  const older = current !== undefined && current.id !== view.version.id;
  const before = view.versions[view.versions.findIndex(({ id }) => id === view.version.id) + 1];
  return (
    <>
      {older && (
        <div className="banner warn" role="status">
          <span className="grow">
            {t('reader.olderVersion', {
              number: view.version.number,
              count: view.versions.length,
              date: day(view.version.capturedAt.slice(0, 10)),
            })}
          </span>
          <Button
            size="small"
            icon="git-compare"
            onClick={() => setReading(pane, { version: null, comparing: view.version.id })}
          >
            {t('reader.compareWithCurrent')}
          </Button>
          <Button size="small" onClick={() => setReading(pane, { version: null, comparing: null })}>
            {t('reader.backToCurrent')}
          </Button>
        </div>
      )}
      {carried && !older && (
        <div className="banner" role="status">
          <span className="grow">
            <span className="b">{t('reader.versionSaved', { number: carried.version })}</span>
            {' · '}
            {carried.sameText ? t('reader.sameWords') : anchorWords(carried.anchors)}
          </span>
          {carried.anchors.changed + carried.anchors.orphan > 0 && (
            <Button size="small" icon="arrow-down" onClick={() => nextDoubtful(view)}>
              {t('reader.nextDoubtful')}
            </Button>
          )}
          {!carried.sameText && before && (
            <Button
              size="small"
              icon="git-compare"
              onClick={() => setReading(pane, { comparing: before.id })}
            >
              {t('reader.showDifferences')}
            </Button>
          )}
          <IconButton
            icon="x"
            small
            label={t('frame.close')}
            onClick={() => setReading(pane, { carried: null })}
          />
        </div>
      )}
    </>
  );
}
