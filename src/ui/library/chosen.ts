import { create } from 'zustand';

/** The rows ticked in the list; empty means that commands act on the row under the cursor. */
export const useChosen = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export const choose = (ids: Iterable<string>): void => useChosen.setState({ ids: new Set(ids) });

export const toggleChosen = (id: string): void => {
  const ids = new Set(useChosen.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  useChosen.setState({ ids });
};
