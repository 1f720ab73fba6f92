import { useState } from 'react';
import type { DossierView, RelationView } from '../../library/company-views.ts';
import { periodOf } from '../facts/format.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { go } from '../view.ts';
import { AddToBrief } from './add-to-brief.tsx';
import { openRelation } from './open-passage.ts';
import { RelationSheet } from './relation-sheet.tsx';
import { otherEnd, sentenceOf } from './relation-words.ts';
import { languageOfName } from './words.ts';

function One({
  relation,
  companyId,
  onEdit,
  onCite,
}: {
  readonly relation: RelationView;
  readonly companyId: string;
  readonly onEdit: () => void;
  readonly onCite: () => void;
}) {
  const other = otherEnd(relation, companyId);
  const where = [
    relation.siteName ?? relation.sourceTitle,
    relation.publishedOn === null ? null : day(relation.publishedOn),
  ]
    .filter((part) => part !== null)
    .join(', ');
  const menu: readonly MenuEntry[] = [
    ...(relation.sourceId === null
      ? []
      : [
          {
            label: t('relation.open'),
            icon: 'external-link' as const,
            keys: 'Enter',
            run: () => openRelation(relation),
          },
          { label: t('company.cite'), icon: 'notebook-pen' as const, run: onCite },
        ]),
    { label: t('relation.edit'), icon: 'pencil', run: onEdit },
    {
      label: t('relation.remove'),
      icon: 'trash',
      danger: true,
      run: () => void doing(library.relations.remove({ ids: [relation.id] }), t('relation.removed')),
    },
  ];
  return (
    <li className="co-relation">
      <div className="row tight wrap">
        <span className="t2">{sentenceOf(relation, companyId)}</span>
        <button
          type="button"
          className="co-link"
          lang={languageOfName(other.name)}
          onClick={() => go({ screen: 'company', id: other.id })}
        >
          {other.name}
        </button>
        {relation.asOf !== null && <span className="t3 sm num">{periodOf(relation.asOf)}</span>}
        <span className="end" />
        <Menu
          align="end"
          trigger={<IconButton small icon="ellipsis" label={t('relation.actions', { name: other.name })} />}
          list={menu}
        />
      </div>
      {relation.quote === null ? (
        <Chip icon="circle-dot">{t('company.fact.noSource')}</Chip>
      ) : (
        <>
          <button
            type="button"
            className="co-quote"
            aria-label={t('company.fact.open', { quote: relation.quote })}
            onClick={() => openRelation(relation)}
          >
            <span className="quote" lang={languageOfName(relation.quote)}>
              “{relation.quote}”
            </span>
          </button>
          <span className="sm t3 co-where" lang={languageOfName(where)}>
            {where}
          </span>
        </>
      )}
      {relation.note !== '' && <p className="sm t2 co-where">{relation.note}</p>}
    </li>
  );
}

/** How the company stands to others, each with the words that say so. */
export function Relations({
  view,
  adding,
  onAdding,
}: {
  readonly view: DossierView;
  readonly adding: boolean;
  readonly onAdding: (open: boolean) => void;
}) {
  const [editing, setEditing] = useState<RelationView | null>(null);
  const [citing, setCiting] = useState<string | null>(null);
  const { company, relations } = view;
  return (
    <section className="box co-box" aria-label={t('relation.title')}>
      <div className="sec">
        <h2>{t('relation.title')}</h2>
        {relations.length > 0 && <span className="t3 num">{number(relations.length)}</span>}
        <span className="end" />
        <Button size="small" kind="ghost" icon="plus" onClick={() => onAdding(true)}>
          {t('relation.add')}
        </Button>
      </div>
      {relations.length === 0 ? (
        <p className="t3 sm">{t('relation.empty')}</p>
      ) : (
        <ul className="co-relations">
          {relations.map((relation) => (
            <One
              key={relation.id}
              relation={relation}
              companyId={company.id}
              onEdit={() => setEditing(relation)}
              onCite={() => setCiting(relation.annotationId)}
            />
          ))}
        </ul>
      )}
      {adding && <RelationSheet company={company.name} ground={null} onClose={() => onAdding(false)} />}
      {editing && (
        <RelationSheet
          company={company.name}
          ground={null}
          relation={editing}
          quote={editing.quote}
          onClose={() => setEditing(null)}
        />
      )}
      {citing !== null && <AddToBrief evidence={{ annotationId: citing }} onClose={() => setCiting(null)} />}
    </section>
  );
}
