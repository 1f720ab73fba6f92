import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { Icon } from './icon.tsx';

/** Something to do about what was said. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly actions: readonly ToastAction[];
}

const useToast = create<{
  readonly toast: ToastMessage | null;
  readonly spoken: string;
  readonly alert: string;
}>(() => ({
  toast: null,
  spoken: '',
  alert: '',
}));

let last = 0;

/** Says quietly that something happened. At most one is shown; it stays 6 s, longer while pointed at or focused. */
export const say = (text: string, ...actions: readonly ToastAction[]): void =>
  useToast.setState({ toast: { id: ++last, text, bad: false, actions }, spoken: text });

/** Why something did not happen, in the language of the interface: a refusal says so itself (see `library.ts`). */
export const reasonOf = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason);

/** Says why something did not happen. */
export const fail = (reason: unknown): void => {
  const text = reasonOf(reason);
  useToast.setState({ toast: { id: ++last, text, bad: true, actions: [] }, alert: text });
};

/** Tells screen readers something that is seen anyway, such as a count of hits. */
export const announce = (text: string): void => useToast.setState({ spoken: text });

/** Takes the message away. */
export const dismiss = (): void => useToast.setState({ toast: null });

/** Whether a message is in view, for the Escape ladder. */
export const toastShown = (): boolean => useToast.getState().toast !== null;

/** Where messages appear, and the two live regions. Stands once in the window. */
export function Toasts() {
  const { toast, spoken, alert } = useToast();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hold = () => {
    if (timer.current !== null) clearTimeout(timer.current);
  };
  const start = () => {
    hold();
    timer.current = setTimeout(dismiss, 6000);
  };
  useEffect(() => {
    if (toast) start();
    return hold;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the clock starts anew with each message
  }, [toast]);
  return (
    <>
      <div className="sr" role="status" aria-live="polite">
        {spoken}
      </div>
      <div className="sr" role="alert">
        {alert}
      </div>
      {toast && (
        <div className="toasts">
          <div
            className="toast"
            key={toast.id}
            onMouseEnter={hold}
            onMouseLeave={start}
            onFocus={hold}
            onBlur={start}
          >
            {toast.bad && <Icon name="triangle-alert" size="s" />}
            <span>{toast.text}</span>
            {toast.actions.map((action) => (
              <button
                key={action.label}
                type="button"
                onClick={() => {
                  dismiss();
                  action.run();
                }}
              >
                {action.label}
              </button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
