import {
  forceCenter,
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

/** One name around the company in the middle, placed. Coordinates are units of the picture. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  /** Sources that name both. */
  readonly sources: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly name: string;
  readonly sources: number;
  readonly radius: number;
}

/** Park and Miller's minimal generator, so that the same names always land in the same places. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * Places the companies named beside one company with d3-force: strongest shared count nearest, no overlaps,
 * inside the picture, and always the same for the same input (fixed seed, fixed number of steps).
 * @param together at most thirty are drawn, in the order given
 */
export function layout(
  centre: { readonly id: string; readonly name: string; readonly sources: number },
  together: readonly { readonly id: string; readonly name: string; readonly sources: number }[],
  width: number,
  height: number,
): readonly Placed[] {
  const drawn = together.slice(0, 30);
  const most = Math.max(1, ...drawn.map((one) => one.sources));
  const small = drawn.length > 14;
  const around = drawn.map((one, i): Body => {
    const angle = (i / drawn.length) * 2 * Math.PI - 2.2;
    return {
      ...one,
      radius: (small ? 7 : 10) + (small ? 5 : 7) * Math.sqrt(one.sources / most),
      x: width / 2 + Math.cos(angle) * width * 0.34,
      y: height / 2 + Math.sin(angle) * height * 0.36,
    };
  });
  const middle: Body = { ...centre, radius: 24, fx: width / 2, fy: height / 2 };
  const bodies = [middle, ...around];
  const links: SimulationLinkDatum<Body>[] = around.map((one) => ({ source: middle, target: one }));
  const reach = Math.min(width, height) / 2;
  const simulation = forceSimulation(bodies)
    .randomSource(seeded(7))
    .force(
      'link',
      forceLink<Body, SimulationLinkDatum<Body>>(links)
        .distance((link) => {
          const strength = (link.target as Body).sources / most;
          return reach * (0.95 - 0.25 * strength);
        })
        .strength(0.35),
    )
    .force('apart', forceManyBody().strength(small ? -60 : -160))
    .force(
      'room',
      forceCollide<Body>((one) => one.radius + (small ? 12 : 22)),
    )
    .force('wide', forceX(width / 2).strength(0.01))
    .force('high', forceY(height / 2).strength(0.02))
    .force('centre', forceCenter(width / 2, height / 2).strength(0.05))
    .stop();
  simulation.tick(240);
  /** Half the width of the label, about 6 units a letter and 11 a Chinese character. */
  const room = (one: Body): number =>
    Math.max(
      one.radius,
      Array.from(one.name.slice(0, 18)).reduce((sum, sign) => sum + (sign > '\u2e80' ? 5.5 : 3), 6),
    );
  const inside = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at));
  return bodies.map((one) => ({
    id: one.id,
    name: one.name,
    sources: one.sources,
    radius: one.radius,
    x: inside(one.x ?? 0, room(one), width - room(one)),
    y: inside(one.y ?? 0, one.radius + 4, height - one.radius - 16),
  }));
}
