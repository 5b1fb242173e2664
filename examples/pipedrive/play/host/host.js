// Pipedrive's side of the SDK: commands come as messages, each with a port for its answer.

const frame = document.querySelector('iframe');
const state = document.querySelector('#state');
const commands = document.querySelector('#commands');
const id = new URL(frame.src).searchParams.get('id');

const answers = {
  initialize: ({ size }) => {
    resize(size);
    frame.style.visibility = 'visible';
  },
  resize,
  get_signed_token: async () => (await fetch('/token')).json(),
};

function resize({ height }) {
  if (!(height >= 100 && height <= 750)) throw new Error('height has to be between 100 and 750');
  frame.style.height = `${height}px`;
}

addEventListener('message', async ({ data, ports, source }) => {
  if (source !== frame.contentWindow || data.id !== id || data.payload.type !== 'command') return;
  const { command, args } = data.payload;
  commands.textContent += `${command} ${JSON.stringify(args ?? null)}\n`;
  try {
    ports[0].postMessage({ data: await answers[command](args) });
    // The panel is there, and has asked for the height that it needs.
    if (command === 'resize') state.textContent = 'ready';
  } catch (error) {
    ports[0].postMessage({ error: error.message });
  }
});
