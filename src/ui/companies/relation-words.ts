import type { RelationKind } from '../../core/relation.ts';
import type { RelationView } from '../../library/company-views.ts';
import { t } from '../messages/index.ts';

const SIGNS: readonly (readonly [RelationKind, RegExp])[] = [
  ['acquired', /\b(?:acquir\w*|bought|takeover|took over|buys?|merg\w*)\b|收购|并购|吞并/iu],
  ['supplies', /\b(?:suppl\w*|vendor|provides?|delivers?)\b|供应|供货|采购/iu],
  ['invested', /\b(?:invest\w*|stake|funding|round)\b|投资|入股|持股|融资/iu],
  ['competes', /\b(?:compet\w*|rivals?)\b|竞争|对手/iu],
  ['owns', /\b(?:owns?|owned|subsidiary|parent)\b|子公司|母公司|控股|旗下/iu],
];

/** The kind of relation that words speak of, as a first guess; "owns" when they speak of none. */
export const kindIn = (words: string): RelationKind =>
  SIGNS.find(([, sign]) => sign.test(words))?.[0] ?? 'owns';

/** A relation as a sentence seen from one of its companies: "acquired X", "is owned by Y". */
export const sentenceOf = (relation: RelationView, companyId: string): string =>
  relation.companyId === companyId || relation.kind === 'competes'
    ? t(`relation.says.${relation.kind}`)
    : t(`relation.passive.${relation.kind}`);

/** The company at the other end of a relation. */
export const otherEnd = (
  relation: RelationView,
  companyId: string,
): { readonly id: string; readonly name: string } =>
  relation.companyId === companyId
    ? { id: relation.otherId, name: relation.otherName }
    : { id: relation.companyId, name: relation.companyName };
