// What a town and a foreign server do with one another, in the order in which it happens.

import * as between from './between.mjs';
import * as forged from './forged.mjs';

export const scenarios = [
  ['the town is found and read', between.isFound],
  ['the town lets the account follow', between.isFollowed],
  ['the account lets the town follow', between.follows],
  ['Create of the town arrives with its message', between.townPublishes],
  ['Update of the town arrives', between.townCorrects],
  ['Create of the account is found in the town', between.accountPosts],
  ['Update of the account is found in the town', between.accountEdits],
  ['a reply of who is followed stands below the entry', between.friendReplies],
  ['a reply of a stranger waits for a person', between.strangerReplies],
  ['Like is counted, and its Undo', between.likes],
  ['Announce is counted, and its Undo', between.announces],
  ['unsigned letters are refused', forged.unsigned],
  ['letters with another body are refused', forged.otherBody],
  ['letters with another signature are refused', forged.otherSignature],
  ["a letter signed with another's key is refused", forged.otherKey],
  ['a letter from yesterday is refused', forged.old],
  ['letters of the town are refused where they were changed on their way', forged.ofTheTown],
  ['Delete of the account removes its post', between.accountDeletes],
  ['Delete of the town arrives', between.townWithdraws],
  ['Undo of the Follow by the account arrives', between.accountUnfollows],
  ['Undo of the Follow by the town arrives', between.townUnfollows],
  ['each letter was accepted as it was signed first', between.spokeOneDialect],
];
