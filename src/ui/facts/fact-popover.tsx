import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { CompanyRow, FactView, SourceView } from '../../library/views.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { Popover } from '../parts/popover.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { companyNamed, likelyCompany } from './company-of.ts';
import { draftOfParsed, emptyDraft, problemsOf, valuesOf, type FactDraft } from './draft.ts';
import { FactFields } from './fact-fields.tsx';
import './facts.css';

/** What the popover knows of its surroundings. */
interface Around {
  readonly mentions: SourceView['mentions'];
  readonly companies: readonly CompanyRow[];
}

/** The facts of the companies named in the rows, read once per name. */
function useOnFile(
  names: readonly string[],
  companies: readonly CompanyRow[],
): ReadonlyMap<string, readonly FactView[]> {
  const [files, setFiles] = useState<ReadonlyMap<string, readonly FactView[]>>(new Map());
  const wanted = names.join('\n');
  useEffect(() => {
    let live = true;
    for (const name of new Set(wanted.split('\n'))) {
      const company = companies.find((one) => one.name === name);
      if (!company) continue;
      library.facts.list({ companyId: company.id }).then(
        (facts) => {
          if (live) setFiles((old) => new Map(old).set(name, facts));
        },
        // Without the series the row can still be kept; the remark is only left out.
        () => undefined,
      );
    }
    return () => {
      live = false;
    };
  }, [wanted, companies]);
  return files;
}

/**
 * Facts from selected words: rows already filled, every field correctable, each beside the values on file.
 * Mod+Enter keeps all ticked rows; the words stay attached to them.
 * @param start offset of the words in the canonical text, as `end`
 */
export function FactPopover({
  sourceId,
  start,
  end,
  text,
  anchorRect,
  onClose,
}: {
  readonly sourceId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where the words stand in the window. */
  readonly anchorRect: DOMRect;
  readonly onClose: () => void;
}) {
  const [around, setAround] = useState<Around | null>(null);
  const [drafts, setDrafts] = useState<readonly FactDraft[]>([]);
  const [found, setFound] = useState(0);
  const [strict, setStrict] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => anchorRect }), [anchorRect]);

  useEffect(() => {
    let live = true;
    const look = async () => {
      const [{ publishedOn }, mentions, companies, parsed] = await Promise.all([
        library.sources.get({ id: sourceId }),
        library.mentions.list({ sourceId }),
        library.companies.list({}),
        library.facts.parse({ text, sourceId }),
      ]);
      if (!live) return;
      const company = likelyCompany(mentions, start, end) ?? '';
      const rows = parsed.facts.map((fact) => draftOfParsed(fact, company, publishedOn));
      setAround({ mentions, companies });
      setFound(rows.length);
      setDrafts(rows.length > 0 ? rows : [{ ...emptyDraft(company), asOf: publishedOn ?? '' }]);
    };
    look().catch((reason: unknown) => (live ? setError(reasonOf(reason)) : undefined));
    return () => {
      live = false;
    };
  }, [sourceId, start, end, text]);

  const ready = around !== null;
  useEffect(() => {
    if (ready) first.current?.focus();
  }, [ready]);

  const onFile = useOnFile(
    drafts.map((draft) => draft.company),
    around?.companies ?? [],
  );
  const kept = drafts.filter((draft) => draft.keep);
  const names = useMemo(() => {
    const near = around?.mentions.map((mention) => mention.name) ?? [];
    return [...new Set([...near, ...(around?.companies.map((one) => one.name) ?? [])])].slice(0, 400);
  }, [around]);

  const save = async () => {
    setStrict(true);
    if (busy || kept.length === 0 || kept.some((draft) => Object.keys(problemsOf(draft)).length > 0)) return;
    setBusy(true);
    try {
      const facts = [];
      for (const draft of kept)
        facts.push({
          companyId: await companyNamed(draft.company, around?.companies ?? []),
          ...valuesOf(draft),
          words: { sourceId, start, end },
        });
      await library.facts.addMany({ facts });
      say(t('facts.saved', { count: kept.length }), { label: t('frame.undo'), run: undo });
      onClose();
    } catch (reason) {
      setError(reasonOf(reason));
      setBusy(false);
    }
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!(event.ctrlKey || event.metaKey) && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    void save();
  };
  return (
    <Popover
      label={t('facts.popover')}
      anchor={anchor}
      open
      className="fc-popover"
      initialFocus={() => first.current ?? body.current}
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <div ref={body} tabIndex={-1} className="fc-body" onKeyDown={keys}>
        <header className="fc-head">
          <h2 className="b">{around ? t('facts.found', { count: found }) : t('facts.reading')}</h2>
          <span className="end row tight t3 sm">
            <Kbd keys="Tab" /> {t('facts.nextField')}
          </span>
        </header>
        {!around && error === null && <Skeleton lines={3} />}
        {drafts.map((draft, i) => (
          <FactFields
            key={draft.key}
            draft={draft}
            number={i + 1}
            names={names}
            metrics={[...new Set((onFile.get(draft.company) ?? []).map((fact) => fact.metric))]}
            onFile={onFile.get(draft.company) ?? []}
            strict={strict}
            {...(i === 0 && { first })}
            onChange={(next) => setDrafts(drafts.map((old, at) => (at === i ? next : old)))}
          />
        ))}
        {error !== null && (
          <p className="fc-error" role="alert">
            {error}
          </p>
        )}
        <footer className="fc-foot">
          <Button
            kind="ghost"
            icon="plus"
            onClick={() =>
              setDrafts([
                ...drafts,
                { ...emptyDraft(drafts.at(-1)?.company ?? ''), asOf: drafts.at(-1)?.asOf ?? '' },
              ])
            }
          >
            {t('facts.another')}
          </Button>
          <span className="end" />
          <Button keys="Escape" onClick={onClose}>
            {t('facts.cancel')}
          </Button>
          <Button
            kind="primary"
            keys="Mod+Enter"
            disabled={busy || kept.length === 0}
            onClick={() => void save()}
          >
            {t('facts.save', { count: kept.length })}
          </Button>
        </footer>
      </div>
    </Popover>
  );
}
