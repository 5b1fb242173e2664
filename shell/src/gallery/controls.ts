// The gallery's controls: a form with a field for each, which says what is chosen whenever that changes.

import { node } from '../element/skeleton.js';
import { choiceIn, CONTROLS, type Choice, type Control } from './choice.js';

/** Fills the form. `chosen` is called at every change. */
export function showControls(form: HTMLFormElement, choice: Choice, chosen: (choice: Choice) => void): void {
  form.append(...CONTROLS.map(field));
  setControls(form, choice);
  form.addEventListener('input', () => {
    showValues(form);
    chosen(choiceIn(new FormData(form)));
  });
  form.addEventListener('reset', () => {
    // The fields are not reset yet.
    setTimeout(() => {
      setControls(form, choiceIn([]));
      chosen(choiceIn([]));
    });
  });
  form.addEventListener('submit', (event) => event.preventDefault());
}

function setControls(form: HTMLFormElement, choice: Choice): void {
  for (const { name } of CONTROLS) {
    const found = form.elements.namedItem(name);
    const value = choice[name] ?? '';
    if (found instanceof HTMLInputElement && found.type === 'checkbox') found.checked = value === 'on';
    else if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) found.value = value;
  }
  showValues(form);
}

function field(control: Control): HTMLElement {
  const id = `control-${control.name}`;
  const label = node('label', { for: id }, control.label);
  switch (control.kind) {
    case 'options': {
      const options = control.options.map(({ value, label, lang }) => node('option', { value, ...(lang && { lang }) }, label));
      return node('div', { class: 'control' }, label, node('select', { id, name: control.name }, ...options));
    }
    case 'range': {
      const { name, least, most, step } = control;
      const range = node('input', { type: 'range', id, name, min: `${least}`, max: `${most}`, step: `${step}` });
      const value = node('output', { for: id });
      return node('div', { class: 'control control-range' }, node('span', { class: 'range-label' }, label, value), range);
    }
    case 'switch':
      return node('div', { class: 'control control-switch' }, node('input', { type: 'checkbox', id, name: control.name }), label);
  }
}

/** Writes beside each range what it is at. */
function showValues(form: HTMLFormElement): void {
  for (const control of CONTROLS) {
    if (control.kind !== 'range') continue;
    const input = form.elements.namedItem(control.name);
    if (!(input instanceof HTMLInputElement)) continue;
    const text = `${input.value}${control.unit && ` ${control.unit}`}`;
    input.setAttribute('aria-valuetext', text);
    form.querySelector(`output[for="${input.id}"]`)?.replaceChildren(text);
  }
}
