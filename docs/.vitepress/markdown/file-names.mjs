// The name of the file that a block of code is from, ```ts title="src/main.ts", above the block.

export function fileNames(markdown) {
  const fence = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (...args) => {
    const [tokens, at] = args;
    const [, name] = /\btitle="([^"]+)"/.exec(tokens[at].info) ?? [];
    const block = fence(...args);
    return name ? `<p class="file-name">${markdown.utils.escapeHtml(name)}</p>${block}` : block;
  };
}
