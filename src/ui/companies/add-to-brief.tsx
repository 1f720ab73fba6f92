import { newBrief } from '../brief/new-brief.ts';
import { citeIn } from '../reader/marking.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Picker, type Choice } from '../parts/picker.tsx';
import { fail, say } from '../parts/toast.tsx';
import { prefer } from '../preferences.ts';

/** What is put into a brief: a fact with its figure, or the words of an annotation. */
export type Evidence = { readonly factId: string } | { readonly annotationId: string };

/** Asks for a brief and puts evidence from a dossier or a grid into it. */
export function AddToBrief({
  evidence,
  onClose,
}: {
  readonly evidence: Evidence;
  readonly onClose: () => void;
}) {
  const briefs = useLive(['brief'], () => library.briefs.list()).value ?? [];
  const use = async (id: string): Promise<void> => {
    onClose();
    if ('annotationId' in evidence) {
      citeIn(id, evidence.annotationId, true);
      return;
    }
    try {
      await prefer('lastBrief', id);
      await library.briefs.addEvidence({ id, factId: evidence.factId });
      say(t('company.cited'), { label: t('frame.undo'), run: undo });
    } catch (reason) {
      fail(reason);
    }
  };
  const make = async (title: string): Promise<void> => {
    try {
      await use(await newBrief(title));
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Picker
      title={t('company.cite')}
      single
      icon="notebook-pen"
      choices={briefs.map((brief): Choice => ({ id: brief.id, label: brief.title }))}
      create={{ label: (name) => t('library.newBrief', { name }), run: (name) => void make(name) }}
      onPick={(choice) => void use(choice.id)}
      onClose={onClose}
    />
  );
}
