// Cards that are custom elements, made as pages make them.

export function mountElement(tag, target, props) {
  const element = Object.assign(document.createElement(tag), props);
  target.append(element);
  return {
    update(number) {
      element.number = number;
    },
    unmount: () => element.remove(),
  };
}
