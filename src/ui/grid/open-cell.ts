import type { GridCell, GridView } from '../../library/company-views.ts';
import type { FactView } from '../../library/views.ts';
import { openFact } from '../companies/open-fact.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';

/** A place in a grid. */
export interface CellPlace {
  readonly questionId: string;
  readonly companyId: string;
}

/** The cells of a grid by their place. */
export const cellsOf = (view: GridView): ReadonlyMap<string, GridCell> =>
  new Map(view.cells.map((cell) => [keyOf(cell), cell]));

export const keyOf = ({ questionId, companyId }: CellPlace): string => `${questionId} ${companyId}`;

/** Opens the words an answer was read from, highlighted in their source. */
export const openAnswer = (fact: FactView): void => openFact(fact, []);

/** Says that nothing was found today. */
export const saySought = (place: CellPlace): void =>
  void doing(
    library.grids.looked({ questionId: place.questionId, companyId: place.companyId }),
    t('grid.sought'),
  );

/** Makes a cell empty; its fact stays in the dossier. */
export const clearCell = (place: CellPlace): void =>
  void doing(
    library.grids.clear({ questionId: place.questionId, companyId: place.companyId }),
    t('grid.cleared'),
  );
