import { COLOURS, LINK_KINDS, type AnchorState, type Colour, type LinkKind } from '../../core/annotation.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { colourName } from '../messages/formats.ts';
import { t, type MessageKey } from '../messages/index.ts';
import { numberOf } from '../parts/colours.tsx';
import { Select } from '../parts/field.tsx';
import { usePreferences } from '../preferences.ts';
import { ORDERS, type Order } from './order.ts';

/** What the list is narrowed to; an empty string narrows nothing. */
export interface Narrowing {
  readonly colour: Colour | '';
  readonly tag: string;
  readonly companyId: string;
  readonly anchor: AnchorState | '';
  readonly link: LinkKind | '';
}

export const everything: Narrowing = { colour: '', tag: '', companyId: '', anchor: '', link: '' };

const ANCHORS: readonly (readonly [AnchorState, MessageKey])[] = [
  ['exact', 'annotations.anchor.exact'],
  ['moved', 'inspector.moved'],
  ['changed', 'inspector.changed'],
  ['orphan', 'inspector.orphan'],
];

/** The row of choices above the annotations. */
export function Filters({
  narrowing,
  order,
  onNarrow,
  onOrder,
}: {
  readonly narrowing: Narrowing;
  readonly order: Order;
  readonly onNarrow: (narrowing: Narrowing) => void;
  readonly onOrder: (order: Order) => void;
}) {
  const names = usePreferences((preferences) => preferences.colourNames);
  const tags = useLive(['tag', 'annotation'], () => library.tags.list()).value ?? [];
  const companies = useLive(['company'], () => library.companies.list({})).value ?? [];
  const set = (change: Partial<Narrowing>): void => onNarrow({ ...narrowing, ...change });
  return (
    <div className="an-filters" role="group" aria-label={t('annotations.filter')}>
      <Select
        name={t('annotations.colour')}
        value={narrowing.colour}
        options={[
          { value: '', label: t('annotations.anyColour') },
          ...COLOURS.map((colour) => ({
            value: colour,
            label: `${numberOf(colour)} ${colourName(colour, names)}`,
          })),
        ]}
        onChange={(colour) => set({ colour })}
      />
      <Select
        name={t('annotations.tag')}
        value={narrowing.tag}
        options={[
          { value: '', label: t('annotations.anyTag') },
          ...tags.map((tag) => ({ value: tag.name, label: tag.name })),
        ]}
        onChange={(tag) => set({ tag })}
      />
      <Select
        name={t('annotations.company')}
        value={narrowing.companyId}
        options={[
          { value: '', label: t('annotations.anyCompany') },
          ...companies.map((company) => ({ value: company.id, label: company.name })),
        ]}
        onChange={(companyId) => set({ companyId })}
      />
      <Select
        name={t('annotations.anchor')}
        value={narrowing.anchor}
        options={[
          { value: '', label: t('annotations.anyAnchor') },
          ...ANCHORS.map(([value, key]) => ({ value, label: t(key) })),
        ]}
        onChange={(anchor) => set({ anchor })}
      />
      <Select
        name={t('annotations.link')}
        value={narrowing.link}
        options={[
          { value: '', label: t('annotations.anyLink') },
          ...LINK_KINDS.map((value) => ({ value, label: t(`annotations.filter.${value}`) })),
        ]}
        onChange={(link) => set({ link })}
      />
      <span className="end" />
      <Select
        name={t('annotations.sort')}
        value={order}
        options={ORDERS.map((value) => ({ value, label: t(`annotations.sort.${value}`) }))}
        onChange={onOrder}
      />
    </div>
  );
}
