import { useMemo, useState } from 'react';
import { PINNED_FIELD } from '../../core/company.ts';
import type { DossierView } from '../../library/company-views.ts';
import type { FactView } from '../../library/views.ts';
import { newBrief } from '../brief/new-brief.ts';
import { keysOf } from '../commands/bindings.ts';
import { useCommands } from '../commands/run.ts';
import { FactSheet } from '../facts/fact-sheet.tsx';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go, useView } from '../view.ts';
import { AddToBrief } from './add-to-brief.tsx';
import { Aliases } from './aliases.tsx';
import { LabelsSheet } from './labels-sheet.tsx';
import { FactsTable } from './facts-table.tsx';
import { Figures } from './figures.tsx';
import { MergeSheet } from './merge-sheet.tsx';
import { Latest } from './latest.tsx';
import { Monogram } from './monogram.tsx';
import { Notes } from './notes.tsx';
import { NamesSheet } from './names-sheet.tsx';
import { BESIDE, Profile, profileOf } from './profile.tsx';
import { ProfileSheet } from './profile-sheet.tsx';
import { Questions } from './questions.tsx';
import { Relations } from './relations.tsx';
import { seriesOf } from './series.ts';
import { SplitSheet } from './split-sheet.tsx';
import { Timeline } from './timeline.tsx';
import { Together } from './together.tsx';
import { languageOfName } from './words.ts';
import './companies.css';
import './dossier.css';

type Open =
  | 'fact'
  | 'profile'
  | 'merge'
  | 'split'
  | 'names'
  | 'relation'
  | 'labels'
  | { readonly edit: FactView }
  | { readonly cite: FactView }
  | null;

const undo = () => ({ label: t('frame.undo'), run: () => void library.history.undo({}) });

function Head({
  view,
  adding,
  onAdding,
  onNames,
  onLabels,
}: {
  readonly view: DossierView;
  readonly adding: boolean;
  readonly onAdding: (open: boolean) => void;
  readonly onNames: () => void;
  readonly onLabels: () => void;
}) {
  const { company } = view;
  const names = [company.name, ...company.aliases.map((alias) => alias.text)];
  const second = names.find((name) => languageOfName(name) !== languageOfName(company.name));
  const profile = profileOf(view);
  return (
    <header className="co-title">
      <Monogram names={names} large />
      <div className="grow">
        <div className="row co-names">
          <h1 className="h1" lang={languageOfName(company.name)}>
            {company.name}
          </h1>
          {second !== undefined && (
            <span className="co-second t2" lang={languageOfName(second)}>
              {second}
            </span>
          )}
        </div>
        <Aliases company={company} adding={adding} onAdding={onAdding} onAll={onNames} />
        <div className="co-also">
          {view.tags.map((tag) => (
            <Chip key={`tag ${tag}`} icon="tag">
              {tag}
            </Chip>
          ))}
          {view.groups.map((group) => (
            <Chip key={`group ${group}`} icon="layers">
              {group}
            </Chip>
          ))}
          <button type="button" className="co-link quiet" onClick={onLabels}>
            {t('companies.labels')}
          </button>
        </div>
      </div>
      <dl className="co-profile">
        {profile.slice(-BESIDE).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

/** The dossier of one company: names, figures, facts with their words, when and beside whom it is named, notes. */
export function CompanyScreen({ id }: { readonly id: string }) {
  const { value: view, error } = useLive(
    ['company', 'fact', 'annotation', 'mention', 'note', 'source', 'tag'],
    () => library.companies.open({ id }),
    [id],
  );
  const [open, setOpen] = useState<Open>(null);
  const [aliasOpen, setAliasOpen] = useState(false);
  const focus = useView(({ place }) => (place.screen === 'company' ? place.fact : undefined));
  const series = useMemo(
    () => (view ? seriesOf(view.facts, new Set(view.conflicts.flatMap((one) => one.preferred ?? []))) : []),
    [view],
  );
  useCommands(
    {
      'fact.new': () => setOpen('fact'),
      'alias.new': () => setAliasOpen(true),
      'relation.new': () => setOpen('relation'),
      merge: () => setOpen('merge'),
      'company.split': () => setOpen('split'),
      'company.names': () => setOpen('names'),
      tag: () => setOpen('labels'),
    },
    'dossier',
  );
  if (!view)
    return (
      <div className="main co-main">
        {error ? (
          <Empty
            icon="building-complex"
            title={t('company.missing')}
            actions={<Button onClick={() => go({ screen: 'companies' })}>{t('companies.title')}</Button>}
          >
            {t('company.missing.words')}
          </Empty>
        ) : (
          <Skeleton lines={12} />
        )}
      </div>
    );
  const { company } = view;
  const pinned = (view.fields[PINNED_FIELD] ?? '').split('\n').filter((line) => line !== '');
  const pin = (metric: string) => {
    const next = pinned.includes(metric)
      ? pinned.filter((one) => one !== metric)
      : [metric, ...pinned].slice(0, 4);
    const { [PINNED_FIELD]: _, ...fields } = view.fields;
    library.companies
      .edit({ id, fields: { ...fields, ...(next.length > 0 && { [PINNED_FIELD]: next.join('\n') }) } })
      .catch(fail);
  };
  const startBrief = async () => {
    try {
      go({ screen: 'brief', id: await newBrief(company.name, 'company-profile', id) });
    } catch (reason) {
      fail(reason);
    }
  };
  const trash = async () => {
    try {
      await library.companies.trash({ ids: [id] });
      say(t('companies.trashed', { name: company.name }), undo());
      go({ screen: 'companies' });
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <div className="main co-main" data-context="dossier">
      <div className="phead co-head">
        <nav className="row tight grow" aria-label={t('company.breadcrumb')}>
          <button type="button" className="co-link quiet sm" onClick={() => go({ screen: 'companies' })}>
            {t('company.breadcrumb')}
          </button>
          <Icon name="chevron-right" size="xs" />
          <span className="b clip" aria-current="page" lang={languageOfName(company.name)}>
            {company.name}
          </span>
        </nav>
        <Button icon="plus" keys={keysOf('fact.new') ?? ''} onClick={() => setOpen('fact')}>
          {t('company.addFact')}
        </Button>
        <Button icon="notebook-pen" onClick={() => void startBrief()}>
          {t('company.startBrief')}
        </Button>
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" label={t('company.more')} />}
          list={[
            { label: t('company.edit'), icon: 'pencil', run: () => setOpen('profile') },
            {
              label: t('company.alias.add'),
              icon: 'plus',
              keys: keysOf('alias.new') ?? '',
              run: () => setAliasOpen(true),
            },
            { label: t('company.names.open'), icon: 'languages', run: () => setOpen('names') },
            { label: t('companies.labels'), icon: 'tag', keys: 'T', run: () => setOpen('labels') },
            { label: t('relation.add'), icon: 'network', keys: 'L', run: () => setOpen('relation') },
            '-',
            {
              label: t('company.merge'),
              icon: 'merge',
              keys: keysOf('merge') ?? '',
              run: () => setOpen('merge'),
            },
            { label: t('company.split'), icon: 'split', run: () => setOpen('split') },
            '-',
            { label: t('company.trash'), icon: 'trash', danger: true, run: () => void trash() },
          ]}
        />
      </div>
      <div
        className="co-page scrolls"
        role="region"
        tabIndex={0}
        aria-label={t('company.page', { name: company.name })}
      >
        <Head
          view={view}
          adding={aliasOpen}
          onAdding={setAliasOpen}
          onNames={() => setOpen('names')}
          onLabels={() => setOpen('labels')}
        />
        <Figures
          view={view}
          series={series}
          pinned={pinned}
          onPin={pin}
          onCite={(cite) => setOpen({ cite })}
        />
        <div className="co-grid">
          <div className="co-column">
            <FactsTable
              view={view}
              focus={focus}
              onEdit={(edit) => setOpen({ edit })}
              onCite={(cite) => setOpen({ cite })}
            />
            <Timeline name={company.name} months={view.months} facts={view.facts} />
            <Relations
              view={view}
              adding={open === 'relation'}
              onAdding={(adding) => setOpen(adding ? 'relation' : null)}
            />
          </div>
          <div className="co-column">
            <Profile view={view} onEdit={() => setOpen('profile')} />
            <Together view={view} />
            <Questions companyId={id} notes={company.notes} />
            <Notes companyId={id} notes={company.notes} />
            <Latest companyId={id} name={company.name} />
          </div>
        </div>
      </div>
      {typeof open === 'object' && open !== null && 'cite' in open && (
        <AddToBrief evidence={{ factId: open.cite.id }} onClose={() => setOpen(null)} />
      )}
      {(open === 'fact' || (typeof open === 'object' && open !== null && 'edit' in open)) && (
        <FactSheet
          companyId={id}
          companyName={company.name}
          fact={typeof open === 'object' ? open.edit : null}
          onFile={view.facts}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'profile' && <ProfileSheet view={view} onClose={() => setOpen(null)} />}
      {open === 'merge' && <MergeSheet companies={[company]} onClose={() => setOpen(null)} />}
      {open === 'split' && <SplitSheet view={view} onClose={() => setOpen(null)} />}
      {open === 'names' && (
        <NamesSheet
          view={view}
          onAdd={() => {
            setOpen(null);
            setAliasOpen(true);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'labels' && (
        <LabelsSheet rows={[{ id, tags: view.tags, groups: view.groups }]} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
