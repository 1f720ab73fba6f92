import { useId, type ReactNode } from 'react';
import { roving } from './roving.ts';

/** Tabs above one panel. Arrow keys move between them. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
  children,
  after,
}: {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly {
    readonly value: Value;
    readonly label: string;
    readonly count?: number | undefined;
  }[];
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
  readonly after?: ReactNode;
}) {
  const id = useId();
  return (
    <>
      <div className="row tabs">
        <div
          className="row"
          style={{ gap: 2, alignSelf: 'stretch', alignItems: 'stretch' }}
          role="tablist"
          aria-label={label}
          onKeyDown={roving('[role=tab]', true)}
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.value === value ? 0 : -1}
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
              {tab.count !== undefined && <span className="c num">{tab.count}</span>}
            </button>
          ))}
        </div>
        {after && <span className="end row">{after}</span>}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`} className="tabpanel">
        {children}
      </div>
    </>
  );
}
