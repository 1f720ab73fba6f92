import { useEffect, useState } from 'react';
import { COLOURS } from '../../core/annotation.ts';
import { completingAt, type Completing } from '../../core/search/completion.ts';
import { PLACES, STATES, type OperatorName } from '../../core/search/operators.ts';
import { library } from '../library.ts';
import { colourName, languageName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { fail } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';

/** One row under the search box. */
export interface Suggestion {
  /** What is written into the query. */
  readonly put: string;
  readonly label: string;
  readonly hint: string;
  readonly count: number | null;
}

const MOST = 8;
const none: readonly Suggestion[] = [];

/** What an operator does, in a few words. */
export const operatorHint = (name: OperatorName): string => t(`search.operator.${name}`);

const isState = (value: string): value is (typeof STATES)[number] =>
  (STATES as readonly string[]).includes(value);
const isPlace = (value: string): value is (typeof PLACES)[number] =>
  (PLACES as readonly string[]).includes(value);

/** A value in the words of the interface, where it has others than those that are typed. */
const explained = (name: OperatorName, value: string): string => {
  if (name === 'lang') return languageName(value);
  if (name === 'is' && isState(value)) return t(`search.state.${value}`);
  if (name === 'in' && isPlace(value)) return t(`search.place.${value}`);
  const colour = name === 'colour' ? COLOURS.find((one) => one === value) : undefined;
  return colour ? colourName(colour, usePreferences.getState().colourNames) : '';
};

/** What completes the word at the caret; the last answer stays until the next one is there. */
export function useSuggestions(
  text: string,
  caret: number,
  wanted: boolean,
): { readonly at: Completing | null; readonly list: readonly Suggestion[] } {
  const at = wanted ? completingAt(text, caret) : null;
  const [values, setValues] = useState<{
    readonly name: OperatorName;
    readonly list: readonly Suggestion[];
  } | null>(null);
  const name = at?.kind === 'value' ? at.name : null;
  const typed = at?.typed ?? '';
  useEffect(() => {
    if (name === null) return undefined;
    let live = true;
    library.search.values({ operator: name, typed: typed.slice(0, 200), limit: MOST }).then((found) => {
      if (!live) return;
      setValues({
        name,
        list: found.map(({ value, count }) => ({
          put: value,
          label: value,
          hint: explained(name, value),
          count,
        })),
      });
    }, fail);
    return () => {
      live = false;
    };
  }, [name, typed]);
  if (at === null) return { at, list: none };
  if (at.kind === 'operator')
    return {
      at,
      list: at.operators.map((operator) => ({
        put: operator.name,
        label: `${operator.name}:`,
        hint: operatorHint(operator.name),
        count: null,
      })),
    };
  const list = values?.name === name ? values.list : none;
  // What is typed in full needs no row of its own.
  return { at, list: list.length === 1 && list[0]!.put === typed ? none : list };
}
