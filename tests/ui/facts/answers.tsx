import { Tooltip } from '@base-ui/react/tooltip';
import { StrictMode, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { Refusal } from '../../../src/core/refusal.ts';
import { listenToKeys } from '../../../src/ui/commands/run.ts';
import { useTransport } from '../../../src/ui/library.ts';
import { setLanguage } from '../../../src/ui/messages/index.ts';
import { Toasts } from '../../../src/ui/parts/toast.tsx';
import { useView, type Place } from '../../../src/ui/view.ts';
import '../../../src/ui/styles/all.css';

/** Answers of a library by `noun.verb`. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

/** A question as it was asked. */
export interface Question {
  readonly verb: string;
  readonly input: unknown;
}

let root: Root | null = null;
let stopKeys: (() => void) | null = null;

/** Shows one screen over a library that gives these answers; returns what is asked, as it is asked. */
export function showScreen(screen: ReactElement, place: Place, answers: Answers): readonly Question[] {
  root?.unmount();
  stopKeys?.();
  document.body.replaceChildren();
  document.title = 'Dossier';
  document.documentElement.dataset['theme'] = 'light';
  setLanguage('en');
  const asked: Question[] = [];
  useTransport({
    ask: async (noun, verb, input) => {
      await Promise.resolve();
      const name = `${noun}.${verb}`;
      asked.push({ verb: name, input });
      const answer = answers[name] as ((given: unknown) => unknown) | undefined;
      if (!answer) return { ok: false, code: 'unsupported', message: `No answer to ${name}.` };
      try {
        return { ok: true, value: await answer(input) };
      } catch (reason) {
        if (reason instanceof Refusal) return { ok: false, code: reason.code, message: reason.message };
        throw reason;
      }
    },
    subscribe: () => () => undefined,
  });
  useView.setState({ place, back: [], forward: [], capture: null, palette: false });
  const element = document.createElement('main');
  element.style.height = '860px';
  document.body.append(element);
  root = createRoot(element);
  stopKeys = listenToKeys();
  root.render(
    <StrictMode>
      <Tooltip.Provider>
        {screen}
        <Toasts />
      </Tooltip.Provider>
    </StrictMode>,
  );
  return asked;
}

/** The inputs given to one verb. */
export const inputsOf = (asked: readonly Question[], verb: string): readonly unknown[] =>
  asked.filter((question) => question.verb === verb).map((question) => question.input);
