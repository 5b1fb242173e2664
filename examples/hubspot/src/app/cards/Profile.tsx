// What is known about one number. What is unknown is said to be unknown.

import { DescriptionList, DescriptionListItem, Flex, Heading, Image, Tag, Text } from '@hubspot/ui-extensions';
import { type Answer, compareNames, pictureWords, yesNo } from './answer';

export function Profile({ answer, contact }: { answer: Answer; contact: string }) {
  const { isRegistered, requested, number, name, isBusiness, isVerified, picture, pictureState, lastChecked } = answer;
  const checked = lastChecked === null ? 'Unknown' : new Date(lastChecked).toLocaleString();
  if (!isRegistered) {
    return (
      <Flex direction="column" gap="small">
        <Heading>{requested}</Heading>
        <Tag>Not registered on WhatsApp</Tag>
        <Text>This says that there is no account with this number, not that the number is false.</Text>
        <Text>Checked: {checked}</Text>
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="small">
      <Flex direction="row" gap="medium" align="center">
        {picture !== null && <Image src={picture} alt="" width={64} />}
        <Flex direction="column" gap="extra-small">
          <Heading>{name ?? 'No name received'}</Heading>
          <Flex direction="row" gap="small" wrap>
            <Tag variant="success">Registered on WhatsApp</Tag>
            {isBusiness === true && <Tag variant="info">Business</Tag>}
            {isVerified === true && <Tag variant="info">Verified</Tag>}
          </Flex>
        </Flex>
      </Flex>
      <DescriptionList direction="row">
        <DescriptionListItem label="Number">{number}</DescriptionListItem>
        <DescriptionListItem label="Name">{compareNames(name, contact)}</DescriptionListItem>
        <DescriptionListItem label="Picture">{pictureWords[pictureState]}</DescriptionListItem>
        <DescriptionListItem label="Business">{yesNo(isBusiness)}</DescriptionListItem>
        <DescriptionListItem label="Verified">{yesNo(isVerified)}</DescriptionListItem>
        <DescriptionListItem label="Checked">{checked}</DescriptionListItem>
      </DescriptionList>
      {number !== requested && <Text format={{ fontWeight: 'bold' }}>{`You asked for ${requested}.`}</Text>}
    </Flex>
  );
}
