import { Fragment, useId, useMemo, useState, type KeyboardEvent } from 'react';
import type { DossierView, RelationView } from '../../library/company-views.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Segment } from '../parts/segment.tsx';
import { go } from '../view.ts';
import { layout, type Placed } from './layout.ts';
import { openRelation } from './open-passage.ts';
import { otherEnd, sentenceOf } from './relation-words.ts';
import { useWidth } from './width.ts';
import { languageOfName } from './words.ts';

const HEIGHT = 288;

const shortName = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;

/** Companies named beside this one, and those it stands in a relation to, whether they share a source or not. */
function around(view: DossierView): readonly { id: string; name: string; sources: number }[] {
  const known = new Set(view.together.map((one) => one.id));
  const related = view.relations
    .map((relation) => otherEnd(relation, view.company.id))
    .filter((other, i, all) => !known.has(other.id) && all.findIndex((one) => one.id === other.id) === i)
    .map((other) => ({ ...other, sources: 0 }));
  return [...view.together.slice(0, Math.max(0, 30 - related.length)), ...related];
}

/** The ends of a line between two nodes, outside their circles. */
function between(a: Placed, b: Placed): { x1: number; y1: number; x2: number; y2: number } {
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return {
    x1: a.x + ux * a.radius,
    y1: a.y + uy * a.radius,
    x2: b.x - ux * (b.radius + 3),
    y2: b.y - uy * (b.radius + 3),
  };
}

/** The relations from one company to another, drawn as one line. */
interface Tie {
  readonly key: string;
  readonly ends: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly directed: boolean;
  readonly words: string;
  /** Where the words stand: on the line, nearer to the company that is not in the middle. */
  readonly x: number;
  readonly y: number;
}

function tiesOf(
  relations: readonly RelationView[],
  places: ReadonlyMap<string, Placed>,
  middle: string,
): readonly Tie[] {
  const pairs = new Map<string, RelationView[]>();
  for (const relation of relations) {
    const key = `${relation.companyId} ${relation.otherId}`;
    pairs.set(key, [...(pairs.get(key) ?? []), relation]);
  }
  return [...pairs].flatMap(([key, several]): readonly Tie[] => {
    const [first] = several as [RelationView];
    const [a, b] = [places.get(first.companyId), places.get(first.otherId)];
    if (!a || !b) return [];
    const ends = between(a, b);
    const part = first.companyId === middle ? 0.6 : 0.4;
    return [
      {
        key,
        ends,
        directed: several.some((one) => one.kind !== 'competes'),
        words: [...new Set(several.map((one) => t(`relation.kind.${one.kind}`)))].join(', '),
        x: ends.x1 + (ends.x2 - ends.x1) * part,
        y: ends.y1 + (ends.y2 - ends.y1) * part - 4,
      },
    ];
  });
}

/** Relations as arrows; those that hold both ways are dashed. */
function Arrows({ ties }: { readonly ties: readonly Tie[] }) {
  const head = useId();
  return (
    <>
      <defs>
        <marker id={head} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8Z" fill="var(--chart-2)" />
        </marker>
      </defs>
      {ties.map((tie) => (
        <line
          key={tie.key}
          {...tie.ends}
          stroke="var(--chart-2)"
          strokeWidth={1.75}
          markerEnd={tie.directed ? `url(#${head})` : undefined}
          strokeDasharray={tie.directed ? undefined : '4 3'}
        />
      ))}
    </>
  );
}

function Graph({ view }: { readonly view: DossierView }) {
  const [ref, width] = useWidth<HTMLDivElement>(320);
  const { company } = view;
  const near = useMemo(() => around(view), [view]);
  const placed = useMemo(
    () => layout({ id: company.id, name: company.name, sources: company.sources }, near, width, HEIGHT),
    [company.id, company.name, company.sources, near, width],
  );
  const [middle, ...others] = placed;
  const [focus, setFocus] = useState(0);
  if (!middle) return null;
  const places = new Map(placed.map((one) => [one.id, one]));
  const ties = tiesOf(view.relations, places, company.id);
  const most = Math.max(1, ...others.map((one) => one.sources));
  const crowded = others.length > 12;
  const related = new Set(view.relations.map((relation) => otherEnd(relation, company.id).id));
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const one = others[focus];
    if (step !== undefined) {
      const next = (focus + step + others.length) % others.length;
      setFocus(next);
      ref.current?.querySelectorAll<SVGElement>('[data-node]')[next]?.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && one) go({ screen: 'company', id: one.id });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const nameOf = (one: Placed): string => {
    const words = view.relations
      .filter((relation) => otherEnd(relation, company.id).id === one.id)
      .map((relation) => sentenceOf(relation, company.id));
    const shared = t('company.together.node', { name: one.name, count: one.sources });
    return words.length === 0 ? shared : `${shared}, ${words.join(', ')}`;
  };
  return (
    <div ref={ref}>
      <svg
        className="co-graph"
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={t('company.together.words', { names: others.map((one) => one.name).join(', ') })}
        onKeyDown={keys}
      >
        {view.among.map(({ one, two, sources }) => {
          const [a, b] = [places.get(one), places.get(two)];
          return a && b ? (
            <line
              key={one + two}
              {...between(a, b)}
              stroke="var(--chart-muted)"
              strokeWidth={1 + (2 * sources) / most}
              opacity={0.45}
            />
          ) : null;
        })}
        {others
          .filter((one) => one.sources > 0)
          .map((one) => (
            <line
              key={one.id}
              x1={middle.x}
              y1={middle.y}
              x2={one.x}
              y2={one.y}
              stroke="var(--chart-muted)"
              strokeWidth={1 + (5 * one.sources) / most}
              strokeLinecap="round"
              opacity={0.7}
            />
          ))}
        <g aria-hidden="true">
          <Arrows ties={ties} />
        </g>
        {others.map((one, i) => (
          <g
            key={one.id}
            data-node
            role="link"
            tabIndex={i === focus ? 0 : -1}
            aria-label={nameOf(one)}
            className="co-node"
            onFocus={() => setFocus(i)}
            onClick={() => go({ screen: 'company', id: one.id })}
          >
            <circle
              cx={one.x}
              cy={one.y}
              r={one.radius}
              fill="var(--bg-raised)"
              stroke={one.sources === 0 ? 'var(--chart-2)' : 'var(--chart-1)'}
              strokeWidth={2}
            />
          </g>
        ))}
        <g aria-hidden="true" className="co-names-layer">
          {others.map((one) => (
            <Fragment key={one.id}>
              {one.sources > 0 && (
                <text className="co-count" x={one.x} y={one.y}>
                  {number(one.sources)}
                </text>
              )}
              {(!crowded || one.sources >= most / 3 || related.has(one.id)) && (
                <text className="co-label" x={one.x} y={one.y + one.radius + 13}>
                  {shortName(one.name, 18)}
                </text>
              )}
            </Fragment>
          ))}
        </g>
        <g aria-hidden="true">
          <circle cx={middle.x} cy={middle.y} r={middle.radius} fill="var(--chart-1)" />
          <text className="co-count middle" x={middle.x} y={middle.y}>
            {number(middle.sources)}
          </text>
          <text className="co-label b" x={middle.x} y={middle.y + middle.radius + 14}>
            {shortName(middle.name, 22)}
          </text>
          {ties.map((tie) => (
            <text key={tie.key} className="co-edge" x={tie.x} y={tie.y}>
              {tie.words}
            </text>
          ))}
        </g>
      </svg>
      {view.relations.length > 0 && (
        <p className="row sm t2 co-legend">
          <span className="row tight">
            <i className="co-line" />
            {t('company.together.shared')}
          </span>
          <span className="row tight">
            <i className="co-line tie" />
            {t('relation.title')}
          </span>
        </p>
      )}
    </div>
  );
}

function Table({ view }: { readonly view: DossierView }) {
  return (
    <div className="co-scroll" tabIndex={0} role="region" aria-label={t('company.together')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('companies.name')}</th>
            <th>{t('company.together.shared')}</th>
            <th>{t('relation.title')}</th>
          </tr>
        </thead>
        <tbody>
          {around(view).map((one) => (
            <tr key={one.id}>
              <td>
                <button
                  type="button"
                  className="co-link"
                  lang={languageOfName(one.name)}
                  onClick={() => go({ screen: 'company', id: one.id })}
                >
                  {one.name}
                </button>
              </td>
              <td className="num">{number(one.sources)}</td>
              <td>
                {view.relations
                  .filter((relation) => otherEnd(relation, view.company.id).id === one.id)
                  .map((relation) => (
                    <div key={relation.id}>
                      {relation.sourceId === null ? (
                        sentenceOf(relation, view.company.id)
                      ) : (
                        <button
                          type="button"
                          className="co-link"
                          title={relation.quote ?? undefined}
                          onClick={() => openRelation(relation)}
                        >
                          {sentenceOf(relation, view.company.id)}
                        </button>
                      )}
                    </div>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who is named in the same sources or tied by a relation: as a graph whose nodes never jump, and as a table. */
export function Together({ view }: { readonly view: DossierView }) {
  const [shown, setShown] = useState<'graph' | 'table'>('graph');
  return (
    <section className="box co-box" aria-label={t('company.together')}>
      <div className="sec">
        <h2 className="nw">{t('company.together')}</h2>
        <span className="t3 sm nw co-by">{t('company.together.by')}</span>
        <span className="end" />
        <Segment
          label={t('company.view')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'graph', label: t('company.view.graph') },
            { value: 'table', label: t('company.view.table') },
          ]}
        />
      </div>
      {view.together.length === 0 && view.relations.length === 0 ? (
        <p className="t3 sm">{t('company.together.empty')}</p>
      ) : shown === 'graph' ? (
        <Graph view={view} />
      ) : (
        <Table view={view} />
      )}
    </section>
  );
}
