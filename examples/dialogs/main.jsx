// A face on the numbers in modal dialogs: of Radix (and so shadcn/ui), Headless UI, MUI and Bootstrap.

import 'bootstrap/dist/css/bootstrap.min.css';
import './style.css';
import Modal from 'bootstrap/js/dist/modal';
import { Dialog as HeadlessDialog, DialogPanel, DialogTitle as HeadlessTitle } from '@headlessui/react';
import { Dialog as MuiDialog, DialogContent, DialogTitle as MuiTitle } from '@mui/material';
import * as Radix from '@radix-ui/react-dialog';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { attach } from 'phone-profile/inline';

attach(document, { endpoint: '/' });

const Caller = () => <a href="tel:+13105550124">+1 310 555 0124</a>;

function App() {
  const [open, setOpen] = useState('');
  const props = (name) => ({ open: open === name, onClose: () => setOpen('') });
  return (
    <main>
      <h1>Dialogs</h1>
      {['radix', 'headless', 'mui'].map((name) => (
        <button key={name} id={name} type="button" onClick={() => setOpen(name)}>
          {name}
        </button>
      ))}
      <button id="bootstrap" type="button" onClick={() => Modal.getOrCreateInstance('#bootstrap-dialog').show()}>
        bootstrap
      </button>
      <Radix.Root open={open === 'radix'} onOpenChange={(isOpen) => setOpen(isOpen ? 'radix' : '')}>
        <Radix.Portal>
          <Radix.Overlay className="sheet" />
          <Radix.Content className="panel" aria-describedby={undefined}>
            <Radix.Title>Caller</Radix.Title>
            <Caller />
            <Radix.Close>Close</Radix.Close>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <HeadlessDialog {...props('headless')}>
        <div className="sheet">
          <DialogPanel className="panel">
            <HeadlessTitle>Caller</HeadlessTitle>
            <Caller />
            <button type="button" onClick={() => setOpen('')}>
              Close
            </button>
          </DialogPanel>
        </div>
      </HeadlessDialog>
      <MuiDialog {...props('mui')} aria-labelledby="mui-title">
        <MuiTitle id="mui-title">Caller</MuiTitle>
        <DialogContent>
          <Caller />
          <button type="button" onClick={() => setOpen('')}>
            Close
          </button>
        </DialogContent>
      </MuiDialog>
    </main>
  );
}

createRoot(document.querySelector('#app')).render(<App />);
