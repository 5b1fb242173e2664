// One number: asked for at once, or at a click, since each lookup costs something.

import { useEffect, useState } from 'react';
import { Alert, Button, Flex, LoadingSpinner, Text, hubspot } from '@hubspot/ui-extensions';
import type { Answer, Failure } from './answer';
import { Profile } from './Profile';

/** Your back end, as `permittedUrls` in app-hsmeta.json names it. */
const BACKEND = 'https://crm-backend.example';

interface Props {
  readonly number: string;
  /** The contact's name, to compare with. */
  readonly contact: string;
  readonly isAskedAtOnce?: boolean;
}

export function PhoneNumber({ number, contact, isAskedAtOnce = false }: Props) {
  const [isAsked, setIsAsked] = useState(isAskedAtOnce);
  const [outcome, setOutcome] = useState<Answer | Failure | null>(null);

  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    void ask(number).then((outcome) => isCurrent && setOutcome(outcome));
    return () => {
      isCurrent = false;
    };
  }, [number, isAsked]);

  if (!isAsked) {
    return (
      <Flex direction="row" gap="small" align="center">
        <Text>{number}</Text>
        <Button size="xs" onClick={() => setIsAsked(true)}>
          Look up
        </Button>
      </Flex>
    );
  }
  if (outcome === null) return <LoadingSpinner label={`Looking up ${number}`} showLabel />;
  if ('error' in outcome) {
    return (
      <Alert title={`No answer about ${number}`} variant="warning">
        {outcome.error}
      </Alert>
    );
  }
  return <Profile answer={outcome} contact={contact} />;
}

async function ask(number: string): Promise<Answer | Failure> {
  try {
    const response = await hubspot.fetch(`${BACKEND}/phone-profile?number=${encodeURIComponent(number)}`);
    return (await response.json()) as Answer | Failure;
  } catch {
    // HubSpot refuses, or what came is no JSON: it says nothing about the number.
    return { error: 'The back end could not be reached.' };
  }
}
