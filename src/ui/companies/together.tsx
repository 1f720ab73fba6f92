import { Fragment, useMemo, useState, type KeyboardEvent } from 'react';
import type { CompanyView } from '../../library/views.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Segment } from '../parts/segment.tsx';
import { go } from '../view.ts';
import { layout } from './layout.ts';
import { useWidth } from './width.ts';
import { languageOfName } from './words.ts';

const HEIGHT = 288;

const shortName = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;

function Graph({ view }: { readonly view: CompanyView }) {
  const [ref, width] = useWidth<HTMLDivElement>(320);
  const { company, together } = view;
  const placed = useMemo(
    () => layout({ id: company.id, name: company.name, sources: company.sources }, together, width, HEIGHT),
    [company.id, company.name, company.sources, together, width],
  );
  const [middle, ...around] = placed;
  const [focus, setFocus] = useState(0);
  if (!middle) return null;
  const most = Math.max(...around.map((one) => one.sources));
  const crowded = around.length > 12;
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const one = around[focus];
    if (step !== undefined) {
      const next = (focus + step + around.length) % around.length;
      setFocus(next);
      ref.current?.querySelectorAll<SVGElement>('[data-node]')[next]?.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && one) go({ screen: 'company', id: one.id });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={ref}>
      <svg
        className="co-graph"
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={t('company.together.words', { names: together.map((one) => one.name).join(', ') })}
        onKeyDown={keys}
      >
        {around.map((one) => (
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
        {around.map((one, i) => (
          <g
            key={one.id}
            data-node
            role="link"
            tabIndex={i === focus ? 0 : -1}
            aria-label={t('company.together.node', { name: one.name, count: one.sources })}
            className="co-node"
            onFocus={() => setFocus(i)}
            onClick={() => go({ screen: 'company', id: one.id })}
          >
            <circle
              cx={one.x}
              cy={one.y}
              r={one.radius}
              fill="var(--bg-raised)"
              stroke="var(--chart-1)"
              strokeWidth={2}
            />
          </g>
        ))}
        <g aria-hidden="true" className="co-names-layer">
          {around.map((one) => (
            <Fragment key={one.id}>
              <text className="co-count" x={one.x} y={one.y}>
                {number(one.sources)}
              </text>
              {(!crowded || one.sources >= most / 3) && (
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
        </g>
      </svg>
    </div>
  );
}

/** Who is named in the same sources: as a graph whose nodes never jump, and as a table. */
export function Together({ view }: { readonly view: CompanyView }) {
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
      {view.together.length === 0 ? (
        <p className="t3 sm">{t('company.together.empty')}</p>
      ) : shown === 'graph' ? (
        <Graph view={view} />
      ) : (
        <div className="co-scroll" tabIndex={0} role="region" aria-label={t('company.together')}>
          <table className="table">
            <thead>
              <tr>
                <th>{t('companies.name')}</th>
                <th>{t('company.together.shared')}</th>
              </tr>
            </thead>
            <tbody>
              {view.together.map((one) => (
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
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
