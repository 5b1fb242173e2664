// light-dark() for browsers that lack it: Chrome before 123, Firefox before 120, Safari before 17.5.

/** A test runner's page, which has no such question, draws no colours. */
export const hasLightDark: boolean = globalThis.CSS?.supports?.('color', 'light-dark(#000, #fff)') ?? true;

/** One of two variables is `initial`, so that what stands behind it counts, and the other nothing at all. */
const SWITCH = '[data-scheme]{--light:initial;--dark: }[data-scheme=dark]{--light: ;--dark:initial}';

/** A style sheet of ours, whose colours have no brackets, as this browser understands it. */
export function forThisBrowser(css: string): string {
  return hasLightDark ? css : SWITCH + css.replace(/light-dark\((.+?),(.+?)\)/g, 'var(--light,$1) var(--dark,$2)');
}
