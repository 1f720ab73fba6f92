import type { SourceRow } from '../../library/views.ts';
import { newBrief } from '../brief/new-brief.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Picker, type Choice } from '../parts/picker.tsx';
import { useView } from '../view.ts';

const close = (): void => useView.setState({ picking: null });

/** How many of the sources have each label. */
const shareOf =
  (sources: readonly SourceRow[], labels: (source: SourceRow) => readonly string[]) =>
  (label: string): boolean | 'some' => {
    const having = sources.filter((source) => labels(source).includes(label)).length;
    return having === 0 ? false : having === sources.length ? true : 'some';
  };

/** Beyond this many sources the ticks say only what was done here. */
const mostShown = 200;

const useSources = (ids: readonly string[]): readonly SourceRow[] =>
  useLive(
    ['source', 'tag', 'mention', 'collection'],
    async () => {
      return Promise.all(ids.slice(0, mostShown).map((id) => library.sources.get({ id })));
    },
    [ids],
  ).value ?? [];

function TagPicker({ ids }: { readonly ids: readonly string[] }) {
  const share = shareOf(useSources(ids), (source) => source.tags);
  const tags = useLive(['tag'], () => library.tags.list()).value ?? [];
  const set = (tag: string, on: boolean): void =>
    void doing(on ? library.tags.add({ ids: [...ids], tag }) : library.tags.remove({ ids: [...ids], tag }));
  return (
    <Picker
      title={t('library.tagSources', { count: ids.length })}
      choices={tags.map((tag): Choice => ({
        id: tag.name,
        label: tag.name,
        detail: String(tag.count),
        on: share(tag.name),
      }))}
      create={{ label: (name) => t('library.newTag', { name }), run: (name) => set(name, true) }}
      onPick={(choice, on) => set(choice.id, on)}
      onClose={close}
    />
  );
}

function MarkTagPicker({ id, tags: held }: { readonly id: string; readonly tags: readonly string[] }) {
  const tags = useLive(['tag', 'annotation'], () => library.tags.list()).value ?? [];
  const set = (tag: string, on: boolean): void => {
    const next = on ? [...held, tag] : held.filter((each) => each !== tag);
    useView.setState({ picking: { kind: 'mark-tags', id, tags: next } });
    void doing(library.annotations.edit({ id, tags: next }));
  };
  const names = [...new Set([...held, ...tags.map((tag) => tag.name)])];
  return (
    <Picker
      title={t('library.tagMark')}
      choices={names.map((name): Choice => ({ id: name, label: name, on: held.includes(name) }))}
      create={{ label: (name) => t('library.newTag', { name }), run: (name) => set(name, true) }}
      onPick={(choice, on) => set(choice.id, on)}
      onClose={close}
    />
  );
}

function CompanyPicker({ ids }: { readonly ids: readonly string[] }) {
  const share = shareOf(useSources(ids), (source) => source.companies);
  const companies = useLive(['company'], () => library.companies.list({})).value ?? [];
  const set = (companyId: string, on: boolean): Promise<unknown> =>
    Promise.all(
      ids.map((sourceId) =>
        library.mentions.choose({ sourceId, companyId, choice: on ? 'accepted' : 'rejected' }),
      ),
    );
  const make = async (name: string): Promise<void> => {
    const company = await library.companies.add({ name });
    await set(company.id, true);
  };
  return (
    <Picker
      title={t('library.companiesOf', { count: ids.length })}
      choices={companies.map((company): Choice => ({
        id: company.id,
        label: company.name,
        detail: company.ticker ?? '',
        on: share(company.id),
      }))}
      create={{ label: (name) => t('library.newCompany', { name }), run: (name) => void doing(make(name)) }}
      onPick={(choice, on) => void doing(set(choice.id, on))}
      onClose={close}
    />
  );
}

function CollectionPicker({ ids }: { readonly ids: readonly string[] }) {
  const share = shareOf(useSources(ids), (source) => source.collections);
  const collections = useLive(['collection'], () => library.collections.list()).value ?? [];
  const set = (name: string, on: boolean): void =>
    void doing(
      on
        ? library.collections.assign({ ids: [...ids], collection: name })
        : library.collections.unassign({ ids: [...ids], collection: name }),
    );
  return (
    <Picker
      title={t('library.collectionsOf', { count: ids.length })}
      choices={collections.map((each): Choice => ({
        id: each.name,
        label: each.name,
        detail: String(each.count),
        on: share(each.name),
      }))}
      create={{ label: (name) => t('library.newCollection', { name }), run: (name) => set(name, true) }}
      onPick={(choice, on) => set(choice.id, on)}
      onClose={close}
    />
  );
}

/** Cites a mark in a brief that is chosen here; the choice becomes the last brief. */
function BriefPicker({
  annotationId,
  quote,
  cite,
}: {
  readonly annotationId: string;
  readonly quote: boolean;
  readonly cite: (briefId: string, annotationId: string, quote: boolean) => void;
}) {
  const briefs = useLive(['brief'], () => library.briefs.list()).value ?? [];
  const use = (id: string): void => {
    cite(id, annotationId, quote);
    close();
  };
  const make = async (title: string): Promise<void> => use(await newBrief(title));
  return (
    <Picker
      title={t('library.citeIn')}
      single
      icon="notebook-pen"
      choices={briefs.map((brief): Choice => ({ id: brief.id, label: brief.title }))}
      create={{ label: (name) => t('library.newBrief', { name }), run: (name) => void doing(make(name)) }}
      onPick={(choice) => use(choice.id)}
      onClose={close}
    />
  );
}

/** The sheet for labels that was asked for, if any. */
export function Pickers({
  cite,
}: {
  readonly cite: (briefId: string, annotationId: string, quote: boolean) => void;
}) {
  const picking = useView((view) => view.picking);
  switch (picking?.kind) {
    case 'tags':
      return <TagPicker ids={picking.ids} />;
    case 'mark-tags':
      return <MarkTagPicker id={picking.id} tags={picking.tags} />;
    case 'companies':
      return <CompanyPicker ids={picking.ids} />;
    case 'collections':
      return <CollectionPicker ids={picking.ids} />;
    case 'brief':
      return <BriefPicker annotationId={picking.annotationId} quote={picking.quote} cite={cite} />;
    default:
      return null;
  }
}
