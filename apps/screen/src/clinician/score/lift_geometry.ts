// A figure that reaches a load: how far it leans and bends its knees so that the hands come to
// where the load is. Lengths in centimetres of a person of about 170; y is the height above the
// floor, x from the middle of the ankles.

export interface Place {
  x: number;
  y: number;
}

export interface LiftJoints {
  knee: Place;
  hip: Place;
  shoulder: Place;
  head: Place;
  elbow: Place;
}

const shank = 44;
const thigh = 42;
const trunk = 52;
const half_arm = 33;
const degrees = Math.PI / 180;

function body(lean: number, bend: number): Omit<LiftJoints, "elbow"> {
  const half = (bend / 2) * degrees;
  const knee = { x: shank * Math.sin(half), y: shank * Math.cos(half) };
  const hip = { x: knee.x - thigh * Math.sin(half), y: knee.y + thigh * Math.cos(half) };
  const shoulder = {
    x: hip.x + trunk * Math.sin(lean * degrees),
    y: hip.y + trunk * Math.cos(lean * degrees),
  };
  const up = lean * 0.8 * degrees;
  return {
    knee,
    hip,
    shoulder,
    head: { x: shoulder.x + 22 * Math.sin(up), y: shoulder.y + 22 * Math.cos(up) },
  };
}

// The least leaning and bending that reaches, shared between the two; where nothing does, the
// nearest. The elbow lies below the line of the arm.
export function joints_reaching(hand: Place): LiftJoints {
  let best = body(0, 0);
  let best_cost = Infinity;
  for (let lean = 0; lean <= 95; lean += 5) {
    for (let bend = 0; bend <= 120; bend += 15) {
      const tried = body(lean, bend);
      const beyond = Math.max(
        0,
        Math.hypot(hand.x - tried.shoulder.x, hand.y - tried.shoulder.y) - 2 * half_arm,
      );
      const cost = beyond * 1000 + (lean / 80) ** 2 + (bend / 90) ** 2;
      if (cost < best_cost) [best, best_cost] = [tried, cost];
    }
  }
  return { ...best, elbow: elbow_of(best.shoulder, hand) };
}

function elbow_of(shoulder: Place, hand: Place): Place {
  const [dx, dy] = [hand.x - shoulder.x, hand.y - shoulder.y];
  const far = Math.max(1, Math.hypot(dx, dy));
  const out = Math.sqrt(Math.max(0, half_arm ** 2 - (far / 2) ** 2));
  const sign = dx >= 0 ? -1 : 1;
  return {
    x: shoulder.x + dx / 2 - (sign * -dy * out) / far,
    y: shoulder.y + dy / 2 + (sign * dx * out) / far,
  };
}
