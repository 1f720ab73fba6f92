/**
 * The MUSTs of the W3C Web Annotation Data Model (Recommendation of 23 February 2017) that a reader can check, in words.
 * Only resources nested deeper than the limit are refused without the model saying so.
 */
type Fields = Readonly<Record<string, unknown>>;

export const CONTEXT_IRI = 'http://www.w3.org/ns/anno.jsonld';
const DEEPEST = 12;
const MOST_FAULTS = 20;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const has = (fields: Fields, key: string): boolean => Object.hasOwn(fields, key);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** RFC 3986 in outline: a scheme, and none of the characters an IRI may not hold. */
export const isIri = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/iu.test(value);

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/u;
const isDateTime = (value: unknown): boolean =>
  typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value.replace(' ', 'T')));
const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** One value, which JSON-LD may also write as a list of one. */
const single = (value: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(value) ? value.length === 1 && test(value[0]) : test(value);
const several = (value: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(test) : test(value);

/** Collects faults; `at` names the place, such as `target.selector`. */
class Faults {
  readonly found: string[] = [];
  add(at: string, fault: string): void {
    if (this.found.length < MOST_FAULTS) this.found.push(at === '' ? fault : `${at} ${fault}`);
  }
  require(fields: Fields, key: string, at: string, test: (value: unknown) => boolean, fault: string): void {
    if (has(fields, key) && !test(fields[key])) this.add(at === '' ? key : `${at}.${key}`, fault);
  }
}

const MOTIVATIONS = new Set(
  'assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying tagging'.split(
    ' ',
  ),
);

function lifecycle(fields: Fields, at: string, faults: Faults): void {
  for (const key of ['created', 'modified', 'generated'])
    faults.require(
      fields,
      key,
      at,
      (value) => single(value, isDateTime),
      'must be one date and time with a time zone',
    );
  for (const key of ['rights', 'via'])
    faults.require(fields, key, at, (value) => several(value, isIri), 'must hold addresses (IRIs)');
  faults.require(fields, 'canonical', at, (value) => single(value, isIri), 'must be one address (IRI)');
}

function direction(fields: Fields, at: string, faults: Faults): void {
  faults.require(
    fields,
    'textDirection',
    at,
    (value) => single(value, (one) => one === 'ltr' || one === 'rtl' || one === 'auto'),
    'must be ltr, rtl or auto',
  );
}

/** What a resource says of its form (section 3.2.1): media types and languages are texts, and text is processed in one language. */
function form(fields: Fields, at: string, faults: Faults): void {
  const isText = (one: unknown): boolean => typeof one === 'string';
  for (const key of ['format', 'language'])
    faults.require(fields, key, at, (value) => several(value, isText), 'must be text');
  faults.require(fields, 'processingLanguage', at, (value) => single(value, isText), 'must be one text');
}

const WITH_VALUE = new Set(['FragmentSelector', 'CssSelector', 'XPathSelector']);
const POSITIONS = new Set(['TextPositionSelector', 'DataPositionSelector']);

function selector(value: unknown, at: string, faults: Faults, depth: number): void {
  if (typeof value === 'string') {
    if (!isIri(value)) faults.add(at, 'must be an address or a selector');
    return;
  }
  if (!isFields(value) || depth > DEEPEST) return faults.add(at, 'must be an address or a selector');
  const { type } = value;
  if (type === 'TimeState' || type === 'HttpRequestState') return state(value, at, faults, depth);
  if (WITH_VALUE.has(String(type))) {
    if (typeof value['value'] !== 'string') faults.add(at, `must have one value, being a ${String(type)}`);
    faults.require(value, 'conformsTo', at, isIri, 'must be an address');
  } else if (type === 'TextQuoteSelector') {
    if (typeof value['exact'] !== 'string')
      faults.add(at, 'must have one exact quote, being a TextQuoteSelector');
    for (const key of ['prefix', 'suffix'])
      faults.require(value, key, at, (one) => typeof one === 'string', 'must be one text');
  } else if (POSITIONS.has(String(type))) {
    if (!isCount(value['start']) || !isCount(value['end']))
      faults.add(at, `must have a start and an end that are whole numbers from 0, being a ${String(type)}`);
  } else if (type === 'SvgSelector') {
    if (has(value, 'value') === has(value, 'id'))
      faults.add(at, 'must have either a value or an id, being an SvgSelector');
    faults.require(value, 'value', at, (one) => typeof one === 'string', 'must be one text');
  } else if (type === 'RangeSelector') {
    for (const key of ['startSelector', 'endSelector']) {
      const part = value[key];
      if (!isFields(part) || part['type'] === 'RangeSelector' || !('type' in part))
        faults.add(at, `must have one ${key} that is a selector`);
      else selector(part, `${at}.${key}`, faults, depth + 1);
    }
  } else if (!has(value, 'id')) faults.add(at, 'is no selector the model knows');
  if (has(value, 'id') && !single(value['id'], isIri)) faults.add(at, 'must have an address as its id');
  refinement(value, at, faults, depth);
}

function state(value: unknown, at: string, faults: Faults, depth: number): void {
  if (typeof value === 'string') {
    if (!isIri(value)) faults.add(at, 'must be an address or a state');
    return;
  }
  if (!isFields(value) || depth > DEEPEST) return faults.add(at, 'must be an address or a state');
  if (value['type'] === 'TimeState') {
    const date = has(value, 'sourceDate');
    const range = has(value, 'sourceDateStart') && has(value, 'sourceDateEnd');
    if (date === range)
      faults.add(at, 'must have either a sourceDate or a sourceDateStart and a sourceDateEnd');
    faults.require(value, 'sourceDate', at, (one) => several(one, isDateTime), 'must be a date and time');
    for (const key of ['sourceDateStart', 'sourceDateEnd'])
      faults.require(value, key, at, isDateTime, 'must be one date and time');
    faults.require(value, 'cached', at, isIri, 'must be an address');
  } else if (value['type'] === 'HttpRequestState') {
    if (typeof value['value'] !== 'string') faults.add(at, 'must have one value, being an HttpRequestState');
  } else if (!has(value, 'id')) faults.add(at, 'is no state the model knows');
  if (has(value, 'id') && !single(value['id'], isIri)) faults.add(at, 'must have an address as its id');
  refinement(value, at, faults, depth);
}

function refinement(value: Fields, at: string, faults: Faults, depth: number): void {
  if (!has(value, 'refinedBy')) return;
  if (Array.isArray(value['refinedBy']) && value['refinedBy'].length === 0)
    faults.add(`${at}.refinedBy`, 'must not be an empty list');
  for (const one of listOf(value['refinedBy'])) selector(one, `${at}.refinedBy`, faults, depth + 1);
}

/** The parts a resource may be narrowed down to, and the states it was in. */
function narrowing(value: Fields, at: string, faults: Faults, depth: number): void {
  for (const key of ['selector', 'state'] as const) {
    if (!has(value, key)) continue;
    if (Array.isArray(value[key]) && value[key].length === 0)
      faults.add(`${at}.${key}`, 'must not be an empty list');
    for (const one of listOf(value[key]))
      (key === 'state' ? state : selector)(one, `${at}.${key}`, faults, depth + 1);
  }
}

function specific(value: Fields, at: string, faults: Faults, styled: boolean): void {
  const { source } = value;
  if (!isIri(source) && !(isFields(source) && single(source['id'], isIri)))
    faults.add(`${at}.source`, 'must be an address or a resource with one');
  if (isFields(source)) {
    lifecycle(source, `${at}.source`, faults);
    direction(source, `${at}.source`, faults);
    form(source, `${at}.source`, faults);
    for (const key of ['items', 'purpose', 'source', 'target'])
      if (has(source, key)) faults.add(`${at}.source`, `must not have the key ${key}`);
  }
  for (const key of ['value', 'items'])
    if (has(value, key)) faults.add(at, `must not have the key ${key}, being a part of a resource`);
  const purposeful =
    has(value, 'purpose') && several(value['purpose'], (one) => MOTIVATIONS.has(String(one)));
  if (
    !purposeful &&
    !['selector', 'state', 'styleClass', 'renderedVia', 'scope'].some((key) => has(value, key))
  )
    faults.add(at, 'has a source but does not say which part of it is meant or what for');
  faults.require(value, 'scope', at, (one) => several(one, isIri), 'must hold addresses');
  faults.require(
    value,
    'styleClass',
    at,
    (one) => several(one, (text) => typeof text === 'string'),
    'must be text',
  );
  if (has(value, 'styleClass') && !styled)
    faults.add(at, 'has a styleClass, but the annotation has no stylesheet');
}

function resource(value: unknown, at: string, faults: Faults, depth: number, styled: boolean): void {
  if (typeof value === 'string') {
    if (!isIri(value)) faults.add(at, 'must be an address (IRI) or a resource');
    return;
  }
  if (!isFields(value) || depth > DEEPEST) return faults.add(at, 'must be an address (IRI) or a resource');
  lifecycle(value, at, faults);
  direction(value, at, faults);
  form(value, at, faults);
  narrowing(value, at, faults, depth);
  if (value['type'] === 'Choice') {
    for (const key of ['value', 'source', 'purpose'])
      if (has(value, key)) faults.add(at, `must not have the key ${key}, being a Choice`);
    const { items } = value;
    if (!Array.isArray(items) || items.length === 0)
      faults.add(at, 'must have a list of items, being a Choice');
    else items.forEach((item, k) => resource(item, `${at}.items.${k}`, faults, depth + 1, styled));
  } else if (has(value, 'source')) specific(value, at, faults, styled);
  else if (has(value, 'id')) {
    if (!single(value['id'], isIri)) faults.add(`${at}.id`, 'must be one address (IRI)');
    for (const key of ['items', 'purpose', 'target'])
      if (has(value, key)) faults.add(at, `must not have the key ${key}, being a whole resource`);
  } else if (has(value, 'value')) {
    if (typeof value['value'] !== 'string') faults.add(`${at}.value`, 'must be one text');
    if (has(value, 'items')) faults.add(at, 'must not have the key items, being text');
    if (at.startsWith('target')) faults.add(at, 'must not be text of its own');
  } else faults.add(at, 'is no resource the model knows');
}

function head(fields: Fields, type: string, faults: Faults, embedded: boolean): void {
  if (!embedded && !listOf(fields['@context']).includes(CONTEXT_IRI))
    faults.add('@context', `must be ${CONTEXT_IRI}`);
  if (!single(fields['id'], isIri)) faults.add('id', 'must be one address (IRI)');
  if (!listOf(fields['type']).includes(type)) faults.add('type', `must be ${type}`);
  lifecycle(fields, '', faults);
}

/** The faults of an annotation, each one clause such as "target must be …"; empty when it obeys the model. */
export function annotationFaults(value: unknown, embedded = false): readonly string[] {
  const faults = new Faults();
  if (!isFields(value)) return ['An annotation must be an object'];
  head(value, 'Annotation', faults, embedded);
  const styled = has(value, 'stylesheet');
  if (has(value, 'body') && has(value, 'bodyValue'))
    faults.add('body', 'and bodyValue must not both be present');
  faults.require(
    value,
    'bodyValue',
    '',
    (one) => single(one, (text) => typeof text === 'string'),
    'must be one text',
  );
  if (!has(value, 'target')) faults.add('target', 'is missing');
  for (const key of ['body', 'target']) {
    if (!has(value, key)) continue;
    if (Array.isArray(value[key]) && value[key].length === 0) faults.add(key, 'must not be an empty list');
    for (const one of listOf(value[key])) resource(one, key, faults, 0, styled);
  }
  return faults.found;
}

/** The faults of an AnnotationPage apart from those of its items. */
export function pageFaults(value: unknown, embedded = false): readonly string[] {
  const faults = new Faults();
  if (!isFields(value)) return ['A page must be an object'];
  head(value, 'AnnotationPage', faults, embedded);
  if (!Array.isArray(value['items'])) faults.add('items', 'must be a list of annotations');
  faults.require(value, 'startIndex', '', (one) => single(one, isCount), 'must be a whole number from 0');
  for (const key of ['next', 'prev'])
    faults.require(value, key, '', (one) => single(one, isIri), 'must be one address');
  const { partOf } = value;
  if (isFields(partOf)) {
    if (!single(partOf['id'], isIri)) faults.add('partOf.id', 'must be one address (IRI)');
    collectionFields(partOf, 'partOf', faults);
  } else if (partOf !== undefined && !single(partOf, isIri))
    faults.add('partOf', 'must be an address or a collection');
  return faults.found;
}

function collectionFields(fields: Fields, at: string, faults: Faults): void {
  lifecycle(fields, at, faults);
  faults.require(
    fields,
    'label',
    at,
    (one) => several(one, (text) => typeof text === 'string'),
    'must be text',
  );
  faults.require(fields, 'total', at, (one) => single(one, isCount), 'must be a whole number from 0');
  faults.require(
    fields,
    'last',
    at,
    (one) => single(one, (last) => isIri(last) || isFields(last)),
    'must be one address',
  );
}

/** The faults of an AnnotationCollection apart from those of an embedded page. */
export function collectionFaults(value: unknown): readonly string[] {
  const faults = new Faults();
  if (!isFields(value)) return ['A collection must be an object'];
  head(value, 'AnnotationCollection', faults, false);
  collectionFields(value, '', faults);
  if (has(value, 'last') && !single(value['last'], isIri)) faults.add('last', 'must be one address');
  const first = (one: unknown): boolean =>
    isIri(one) || (isFields(one) && listOf(one['type']).includes('AnnotationPage'));
  if (has(value, 'first') ? !single(value['first'], first) : Number(value['total'] ?? 0) > 0)
    faults.add('first', 'must be one address or page when there are annotations');
  return faults.found;
}
