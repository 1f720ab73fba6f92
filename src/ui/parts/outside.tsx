import { useEffect } from 'react';
import { create } from 'zustand';
import { t } from '../messages/index.ts';
import { usePreferences } from '../preferences.ts';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

/** The address that waits for a yes. */
const useWaiting = create<{ readonly address: string | null }>(() => ({ address: null }));

const open = (address: string): void => void window.open(address, '_blank', 'noopener');

/** Whether an address leads to another site, or to a letter. */
const leadsOut = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && /^(?:https?|mailto):$/.test(url.protocol) && url.origin !== location.origin;
};

/** Opens an address outside; it is shown before, unless the person has said otherwise. The desktop program asks itself. */
export const openOutside = (address: string): void => {
  if (window.dossier || !usePreferences.getState().askLinks || !leadsOut(address)) open(address);
  else useWaiting.setState({ address });
};

const onClick = (event: MouseEvent): void => {
  if (event.defaultPrevented || event.button > 1) return;
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
  if (!link || link.target !== '_blank' || link.hasAttribute('download') || !leadsOut(link.href)) return;
  if (window.dossier || !usePreferences.getState().askLinks) return;
  event.preventDefault();
  openOutside(link.href);
};

/** Asks before a link to another site is opened, wherever in the window it stands. */
export function Outside() {
  const address = useWaiting((state) => state.address);
  useEffect(() => {
    // in the bubbling phase: what a part of the window makes of its own links comes first
    for (const name of ['click', 'auxclick'] as const) document.addEventListener(name, onClick);
    return () => {
      for (const name of ['click', 'auxclick'] as const) document.removeEventListener(name, onClick);
    };
  }, []);
  if (address === null) return null;
  const close = (): void => useWaiting.setState({ address: null });
  return (
    <Sheet
      title={t('frame.outside')}
      open
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('frame.outside.stay')}</Button>
          <Button
            kind="primary"
            icon="external-link"
            onClick={() => {
              close();
              open(address);
            }}
          >
            {t('frame.outside.open')}
          </Button>
        </>
      }
    >
      <p className="selectable outside-address">{address.slice(0, 2000)}</p>
      <p className="t2 sm">{t('frame.outside.hint')}</p>
    </Sheet>
  );
}
