-- Who said it, where and when, by message, and whose account it is: who said a word is told from the text index and
-- these few bytes of each hit, without reading messages and accounts.

CREATE INDEX message_said ON message (id, identity, group_id, time) WHERE text IS NOT NULL;
CREATE INDEX identity_account ON identity (id, member);
