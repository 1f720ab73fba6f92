import { lazy, Suspense } from 'react';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Picker, type Choice } from '../parts/picker.tsx';
import { useView } from '../view.ts';

const LinkSheet = lazy(async () => ({ default: (await import('./link-sheet.tsx')).LinkSheet }));

const close = (): void => useView.setState({ picking: null });

const useMarks = (ids: readonly string[]) =>
  useLive(
    ['annotation', 'tag'],
    async () => (await library.annotations.list({ ids: [...ids] })).annotations,
    [ids.join(' ')],
  ).value ?? [];

/** On for all, for some or for none of the marks. */
const share = (count: number, of: number): boolean | 'some' =>
  count === 0 || of === 0 ? false : count === of ? true : 'some';

function TagsOfMarks({ ids }: { readonly ids: readonly string[] }) {
  const marks = useMarks(ids);
  const known = useLive(['tag', 'annotation'], () => library.tags.list()).value ?? [];
  const names = [...new Set([...marks.flatMap((mark) => mark.tags), ...known.map((tag) => tag.name)])];
  const set = (name: string, on: boolean): void =>
    void doing(
      library.annotations.editMany({ ids: [...ids], ...(on ? { addTags: [name] } : { removeTags: [name] }) }),
    );
  return (
    <Picker
      title={t('annotations.tagsOf', { count: ids.length })}
      choices={names.map((name): Choice => ({
        id: name,
        label: name,
        on: share(marks.filter((mark) => mark.tags.includes(name)).length, marks.length),
      }))}
      create={{ label: (name) => t('library.newTag', { name }), run: (name) => set(name, true) }}
      onPick={(choice, on) => set(choice.id, on)}
      onClose={close}
    />
  );
}

/** Companies of marks; those named in the marked words or already set stand first, so that Enter takes the likely one. */
function CompaniesOfMarks({
  ids,
  near,
}: {
  readonly ids: readonly string[];
  readonly near: readonly string[];
}) {
  const marks = useMarks(ids);
  const companies = useLive(['company'], () => library.companies.list({})).value ?? [];
  const set = (companyId: string, on: boolean): Promise<unknown> =>
    library.annotations.editMany({
      ids: [...ids],
      ...(on ? { addCompanies: [companyId] } : { removeCompanies: [companyId] }),
    });
  const make = async (name: string): Promise<void> => {
    const company = await library.companies.add({ name });
    await set(company.id, true);
  };
  const rank = (id: string): number => {
    const at = near.indexOf(id);
    return at < 0 ? near.length : at;
  };
  return (
    <Picker
      title={t('annotations.companiesOf', { count: ids.length })}
      choices={companies
        .toSorted((one, other) => rank(one.id) - rank(other.id))
        .map((company): Choice => ({
          id: company.id,
          label: company.name,
          detail: company.ticker ?? '',
          on: share(marks.filter((mark) => mark.companies.includes(company.id)).length, marks.length),
        }))}
      create={{ label: (name) => t('library.newCompany', { name }), run: (name) => void doing(make(name)) }}
      onPick={(choice, on) => void doing(set(choice.id, on))}
      onClose={close}
    />
  );
}

/** The sheet for labels or links of marks that was asked for, if any. */
export function MarkPickers() {
  const picking = useView((view) => view.picking);
  switch (picking?.kind) {
    case 'marks-tags':
      return <TagsOfMarks ids={picking.ids} />;
    case 'mark-companies':
      return <CompaniesOfMarks ids={picking.ids} near={picking.near} />;
    case 'mark-link':
      return (
        <Suspense fallback={null}>
          <LinkSheet fromId={picking.id} toId={picking.toId} onClose={close} />
        </Suspense>
      );
    default:
      return null;
  }
}
