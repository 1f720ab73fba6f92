/** The parts of citeproc-js (Frank Bennett, CPAL 1.0 or AGPL) that are used; the package brings no types. */
declare module 'citeproc' {
  interface CitationCluster {
    citationID: string;
    citationItems: { id: string; locator?: string; label?: string }[];
    properties: { noteIndex: number };
  }
  interface System {
    retrieveLocale(tag: string): string | false;
    retrieveItem(id: string): unknown;
  }
  interface BibliographyFacts {
    readonly entry_ids: readonly (readonly string[])[];
  }
  class Engine {
    constructor(system: System, style: string, language: string, forceLanguage: boolean);
    readonly opt: { readonly xclass: string };
    updateItems(ids: readonly string[]): void;
    rebuildProcessorState(
      clusters: readonly CitationCluster[],
      mode: 'html' | 'text',
    ): readonly (readonly [string, number, string])[];
    /** One bracket or note; the position of each cite is what the caller says. */
    makeCitationCluster(
      cites: readonly { readonly id: string; readonly locator?: string; readonly position?: number }[],
    ): string;
    makeBibliography(): false | readonly [BibliographyFacts, readonly string[]];
  }
  const CSL: { readonly Engine: typeof Engine };
  export default CSL;
}
