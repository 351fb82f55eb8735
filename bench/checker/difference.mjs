/**
 * Are two shapes different, by measures independent of everything that the checker does: exact booleans both ways, and
 * where those fail (equal shapes are what they do worst) the moments of volume up to the second.
 */
export function difference(kernel, a, b) {
  return kernel.scope(() => {
    const solidsA = kernel.solids(a);
    const solidsB = kernel.solids(b);
    const [massA, massB] = [kernel.massProperties(a), kernel.massProperties(b)];
    const volume = Math.abs(massA.volume);
    const left = (from, what) => {
      try {
        return Math.abs(kernel.massProperties(kernel.cut(from, what).shape).volume);
      } catch {
        // An empty result is an error of the kernel, like a failed boolean: the moments decide.
        return Number.NaN;
      }
    };
    const onlyA = left(solidsA, solidsB);
    const onlyB = left(solidsB, solidsA);
    const moments = momentError(massA, massB, volume);
    // No mutation takes or adds half of a part: that is a boolean that failed.
    const trusted = onlyA + onlyB < volume / 2;
    // Moments of bodies with spline faces are integrated to about 1e-3 only, others to 1e-7.
    const plain = new Set(["plane", "cylinder", "cone", "sphere", "torus"]);
    const limit = [a, b].every((s) => kernel.topology(s).faces.every((f) => plain.has(f.surface.kind))) ? 1e-6 : 2e-3;
    const changed = solidsA.length !== solidsB.length || moments > limit || (trusted && onlyA + onlyB > 1e-9 * volume);
    return { changed, onlyA, onlyB, moments, solids: [solidsA.length, solidsB.length] };
  });
}

/** Largest difference of volume, centroid and inertia, each relative to the size of the part. */
function momentError(a, b, volume) {
  const size = Math.cbrt(volume);
  const errors = [Math.abs(a.volume - b.volume) / volume, Math.abs(a.area - b.area) / a.area];
  for (let i = 0; i < 3; i++) errors.push(Math.abs(a.centroid[i] - b.centroid[i]) / size);
  for (let i = 0; i < 6; i++) errors.push(Math.abs(a.inertia[i] - b.inertia[i]) / (volume * size * size));
  return Math.max(...errors);
}
