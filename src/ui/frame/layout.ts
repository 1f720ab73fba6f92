import { useEffect } from 'react';
import { usePreferences } from '../preferences.ts';
import { useView, type Layout } from '../view.ts';

/** The layout for a width in px at normal text size; larger text counts as a narrower window (DESIGN section 5). */
export const layoutFor = (width: number): Layout =>
  width > 1200 ? 'wide' : width > 1120 ? 'overlay' : width > 860 ? 'rail' : 'single';

/** From this width on two readers of 420 px stand beside the list and the sidebar (212 + 316 + 2 × 420, and the bars between). */
const roomForTwo = 1400;

/** Keeps the layout fitting to the window. */
export function useLayout(): Layout {
  const zoom = usePreferences((preferences) => preferences.zoom);
  const layout = useView((view) => view.layout);
  useEffect(() => {
    const fit = (): void => {
      const width = (window.innerWidth * 100) / zoom;
      const next = layoutFor(width);
      const before = useView.getState().layout;
      useView.setState({ roomy: width >= roomForTwo });
      if (next === before) return;
      // An inspector that stood beside the reader would now lie over it, which nobody asked for.
      useView.setState({
        layout: next,
        ...(before === 'wide' && { inspector: false }),
        ...(next === 'wide' && { inspector: true }),
      });
    };
    fit();
    window.addEventListener('resize', fit);
    return () => window.removeEventListener('resize', fit);
  }, [zoom]);
  return layout;
}
