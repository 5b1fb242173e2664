import type { Meta, StoryObj } from '@storybook/html-vite';
import type { MountOptions } from 'phone-profile';

const meta: Meta<MountOptions> = {
  title: 'phone-profile',
  argTypes: { variant: { control: 'select', options: ['card', 'compact', 'avatar'] } },
  render: (args) => {
    const card = Object.assign(document.createElement('phone-profile'), args);
    const state = Object.assign(document.createElement('output'), { id: 'state' });
    card.addEventListener('phone-profile-load', (event) => {
      state.textContent = event.detail.state;
    });
    const story = document.createElement('div');
    story.append(card, state);
    return story;
  },
};

export default meta;

/** Asks the endpoint: one lookup each time that the story is shown. */
export const LookedUp: StoryObj<MountOptions> = {
  args: { number: '+1 310 555 0123', expectedName: 'Maya Lindqvist', strings: { checked: 'Looked up' } },
};

/** Shows an answer that the story has: no lookup. */
export const Given: StoryObj<MountOptions> = {
  args: {
    number: '+1 310 555 0123',
    profile: { success: true, isWhatsApp: true, number: '+13105550123', name: 'Maya Lindqvist' },
  },
};
