import { useState } from 'react';
import type { BlockNode, ShownBrief } from '../../core/brief.ts';
import { library, RefusalError } from '../library.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { announce, fail, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { ClaimSheet, type ClaimSheetProps } from './claim-sheet.tsx';
import { HistorySheet } from './history-sheet.tsx';
import { StyleSheet } from './style-sheet.tsx';

type Asking = 'history' | 'styles' | 'template' | 'claims' | { readonly broken: string };

/** Continues a brief as a new one that follows the library. */
async function continueAsNew(brief: ShownBrief): Promise<void> {
  try {
    const made = await library.briefs.copy({
      id: brief.id,
      title: t('brief.frozen.next', { title: brief.title }).slice(0, 500),
    });
    go({ screen: 'brief', id: made.id });
  } catch (reason) {
    fail(reason);
  }
}

async function thaw(id: string): Promise<void> {
  try {
    await library.briefs.freeze({ id, frozen: false });
    announce(t('brief.frozen.thawed'));
  } catch (reason) {
    fail(reason);
  }
}

/** Over a frozen brief: since when it stands, what that means, and the ways on. */
export function FrozenBanner({ brief }: { readonly brief: ShownBrief }) {
  if (!brief.frozen) return null;
  return (
    <div className="br-frozen" role="note">
      <Icon name="lock" size="s" />
      <span className="grow">
        <b>{t('brief.frozen.asOf', { day: day(brief.frozen.at.slice(0, 10)) })}</b>{' '}
        <span className="t2">{t('brief.frozen.words')}</span>
      </span>
      <Button size="small" onClick={() => void continueAsNew(brief)}>
        {t('brief.frozen.continue')}
      </Button>
      <Button size="small" kind="ghost" onClick={() => void thaw(brief.id)}>
        {t('brief.frozen.thaw')}
      </Button>
    </div>
  );
}

function TemplateSheet({ brief, onClose }: { readonly brief: ShownBrief; readonly onClose: () => void }) {
  const [title, setTitle] = useState(brief.title);
  const save = async () => {
    onClose();
    try {
      await library.briefs.saveTemplate({ id: brief.id, title: title.trim() });
      say(t('brief.template.saved', { title: title.trim() }));
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Sheet title={t('brief.template.save')} open onClose={onClose}>
      <form
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== '') void save();
        }}
      >
        <Field
          label={t('brief.template.name')}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
        />
        <p className="t3 sm">{t('brief.template.words')}</p>
        <div className="row">
          <span className="end" />
          <Button submit kind="primary" disabled={title.trim() === ''}>
            {t('brief.template.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

/** What can be done with a brief as a whole: freeze it, look through its history, its claims and the styles. */
export function BriefMenu({
  brief,
  now,
  flush,
  claims,
}: {
  readonly brief: ShownBrief;
  /** The text as it stands in the editor, made when it is wanted. */
  readonly now: () => readonly BlockNode[];
  readonly flush: () => Promise<void>;
  readonly claims: Omit<ClaimSheetProps, 'onClose'>;
}) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [freezing, setFreezing] = useState(false);
  const close = () => setAsking(null);
  const freeze = async (allowBroken: boolean) => {
    setAsking(null);
    setFreezing(true);
    announce(t('brief.frozen.working'));
    try {
      await flush();
      await library.briefs.freeze({ id: brief.id, frozen: true, allowBroken });
      say(t('brief.frozen.done'), { label: t('frame.undo'), run: () => void library.history.undo({}) });
    } catch (reason) {
      if (reason instanceof RefusalError && reason.code === 'conflict' && !allowBroken)
        setAsking({ broken: reason.message });
      else fail(reason);
    } finally {
      setFreezing(false);
    }
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            icon={freezing ? 'loader' : 'ellipsis'}
            label={freezing ? t('brief.frozen.working') : t('brief.more')}
            disabled={freezing}
          />
        }
        list={[
          { label: t('brief.claims'), icon: 'list-checks', run: () => setAsking('claims') },
          { label: t('brief.history'), icon: 'rotate-ccw-clock', run: () => setAsking('history') },
          '-',
          brief.frozen
            ? { label: t('brief.frozen.thaw'), icon: 'lock', run: () => void thaw(brief.id) }
            : { label: t('brief.frozen.freeze'), icon: 'lock', run: () => void freeze(false) },
          { label: t('brief.frozen.continue'), icon: 'copy', run: () => void continueAsNew(brief) },
          { label: t('brief.template.save'), icon: 'save', run: () => setAsking('template') },
          '-',
          { label: t('brief.styles'), icon: 'quote', run: () => setAsking('styles') },
        ]}
      />
      {asking === 'history' && (
        <HistorySheet briefId={brief.id} now={now()} locked={brief.frozen !== null} onClose={close} />
      )}
      {asking === 'styles' && <StyleSheet onClose={close} />}
      {asking === 'template' && <TemplateSheet brief={brief} onClose={close} />}
      {asking === 'claims' && <ClaimSheet {...claims} onClose={close} />}
      {asking !== null && typeof asking === 'object' && (
        <Sheet
          title={t('brief.frozen.broken')}
          open
          onClose={close}
          footer={
            <>
              <span className="end" />
              <Button onClick={() => void freeze(true)}>{t('brief.frozen.anyway')}</Button>
              <Button kind="primary" onClick={close}>
                {t('brief.export.goBack')}
              </Button>
            </>
          }
        >
          <p>{asking.broken}</p>
        </Sheet>
      )}
    </>
  );
}
