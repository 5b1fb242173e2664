// Cells of tables: aligned by a class, since the policy forbids the style that Markdown gives them; and none is a heading
// that says nothing.

export function cells(markdown) {
  markdown.core.ruler.push('cells', ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (token.type !== 'th_open' && token.type !== 'td_open') return;
      const [, side] = /text-align:\s*(\w+)/.exec(token.attrGet('style')) ?? [];
      token.attrs = token.attrs?.filter(([name]) => name !== 'style') ?? null;
      if (side) token.attrJoin('class', `align-${side}`);
      const [content, close] = [tokens[at + 1], tokens[at + 2]];
      if (!content.content) token.tag = close.tag = 'td';
    });
  });
}
