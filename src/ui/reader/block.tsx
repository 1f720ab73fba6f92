import { Fragment, memo, type ReactNode } from 'react';
import type { Block } from '../../core/source.ts';
import { colourName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { numberOf } from '../parts/colours.tsx';
import { BlockBody, formatted } from './block-body.tsx';
import type { Mark, Named } from './open-source.ts';
import { segmentsOf, type Segment } from './segments.ts';

interface Words {
  readonly block: Block;
  /** Where the block starts in the canonical text. */
  readonly offset: number;
  /** The marks that touch the block, in text order, with their numbers on the page. */
  readonly marks: readonly Numbered[];
  readonly mentions: readonly Named[];
}

/** A mark with its number among the marks of the page, as it is read out. */
export interface Numbered {
  readonly mark: Mark;
  readonly number: number;
}

/** One stretch with its marks around it, oldest outermost, so that the newest mixes over the others. */
function Piece({
  segment,
  block,
  offset,
  names,
}: {
  readonly segment: Segment;
  readonly block: Block;
  readonly offset: number;
  readonly names: Words['marks'];
}) {
  const leaf = <span data-o={offset + segment.start}>{block.text.slice(segment.start, segment.end)}</span>;
  const shaped = segment.spans.reduce((inside: ReactNode, span) => formatted(span, inside, true), leaf);
  const named = segment.mention ? (
    <span className="ent" data-mention={segment.mention.companyId}>
      {shaped}
    </span>
  ) : (
    shaped
  );
  return segment.marks.reduceRight<ReactNode>((inside, mark, i) => {
    const first = mark.start === offset + segment.start;
    const last = mark.end === offset + segment.end;
    const about = {
      number: names.find((each) => each.mark === mark)?.number ?? 0,
      colour: `${numberOf(mark.colour)} ${colourName(mark.colour)}`,
    };
    return (
      <mark className={`h hl-${mark.colour}${i > 0 ? ' over-mark' : ''}`} data-mark={mark.id}>
        {first && <span className="sr">{t('reader.markStart', about)}</span>}
        {inside}
        {last && <span className="sr">{t('reader.markEnd')}</span>}
      </mark>
    );
  }, named);
}

/** The words of a block between two of its offsets, with their formatting, marks and names. */
export const BlockWords = ({
  block,
  offset,
  marks,
  mentions,
  from,
  to,
}: Words & { readonly from: number; readonly to: number }): ReactNode =>
  segmentsOf(
    from,
    to,
    offset,
    block.spans ?? [],
    marks.map(({ mark }) => mark),
    mentions,
  ).map((segment) => (
    <Fragment key={segment.start}>
      <Piece segment={segment} block={block} offset={offset} names={marks} />
    </Fragment>
  ));

/** The words of a block in the element its kind asks for. */
const Body = (words: Words): ReactNode => (
  <BlockBody
    block={words.block}
    renderWords={(from, to) => <BlockWords {...words} from={from} to={to} />}
    back
  />
);

/** Place of an item in its list, from 1; told because not all of a long list is drawn. */
export interface InList {
  readonly at: number;
  readonly of: number;
}

/** One block of the article. It is drawn again only when its own words, marks or names change. */
export const ArticleBlock = memo(
  function ArticleBlock({
    index,
    focused,
    inList,
    ...words
  }: Words & { readonly index: number; readonly focused: boolean; readonly inList: InList | null }) {
    return (
      <div
        className={focused ? 'blk kf' : 'blk'}
        data-block={index}
        lang={words.block.language}
        role={words.block.kind === 'item' ? 'listitem' : undefined}
        aria-posinset={inList?.at}
        aria-setsize={inList?.of}
      >
        <Body {...words} />
      </div>
    );
  },
  (before, after) =>
    before.block === after.block &&
    before.offset === after.offset &&
    before.focused === after.focused &&
    before.index === after.index &&
    before.inList?.at === after.inList?.at &&
    before.inList?.of === after.inList?.of &&
    sameItems(before.mentions, after.mentions) &&
    sameMarks(before.marks, after.marks),
);

const sameItems = <T,>(one: readonly T[], other: readonly T[]): boolean =>
  one === other || (one.length === other.length && one.every((item, i) => item === other[i]));

const sameMarks = (one: readonly Numbered[], other: readonly Numbered[]): boolean =>
  one === other ||
  (one.length === other.length &&
    one.every(({ mark }, i) => {
      const next = other[i]!;
      return (
        mark.id === next.mark.id &&
        mark.colour === next.mark.colour &&
        mark.start === next.mark.start &&
        mark.end === next.mark.end
        // the number is only read out: it may lag behind rather than draw every block below again
      );
    }));
