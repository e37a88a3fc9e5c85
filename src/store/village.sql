INSERT INTO community (id, name) VALUES (1, '露营');
INSERT INTO import (id, time, path, hash, format, encoding, community, zone, records, new, skipped)
    VALUES (1, 1709000000, 'chat.json', x'00', 'weflow-json', 'utf-8', 1, 'Asia/Shanghai', 5, 5, 1);
INSERT INTO import_skip (import, line, reason) VALUES (1, 7, '没有时间');
INSERT INTO groups (id, community, platform, native, name, kind)
    VALUES (1, 1, 'wechat', 'g1', '露营一群', 0), (2, 1, 'wechat', 'g2', '露营二群', 0);
INSERT INTO member (id, name, staff) VALUES (1, '阿青', 0), (2, '小北', 0), (3, '潜水员', 0), (4, '播报', 2);
INSERT INTO identity (id, member, platform, native, name) VALUES
    (11, 1, 'wechat', 'wx1', '阿青'), (12, 1, 'qq', '10001', '青'),
    (21, 2, 'wechat', 'wx2', '小北'), (31, 3, 'wechat', 'wx3', '潜水员'), (41, 4, 'wechat', 'wx4', '播报');
INSERT INTO name (id, identity, kind, value, folded, last_seen) VALUES
    (1, 11, 'nickname', '阿青', '阿青', 1709000000), (2, 11, 'nickname', '山里的青', '山里的青', 1700000000), (3, 21, 'nickname', '小北', '小北', NULL);
INSERT INTO membership (group_id, identity, role, joined, left_at, inviter) VALUES
    (1, 11, 'owner', 1700000000, NULL, NULL), (1, 21, 'member', 1709100000, NULL, 11),
    (2, 11, 'member', NULL, NULL, NULL), (1, 31, 'member', NULL, 1709100000, NULL), (1, 41, 'bot', NULL, NULL, NULL);
INSERT INTO message (id, group_id, identity, time, kind, text, content, import) VALUES
    (101, 1, 11, 1709200000, 0, '周末去哪儿露营？', 1, 1),
    (102, 1, 21, 1709200060, 0, '莫干山', 2, 1),
    (103, 1, 11, 1709200120, 1, NULL, 3, 1),
    (104, 2, 12, 1709210000, 0, '二群有人吗？', 4, 1),
    (105, 1, 21, 1690000000, 0, '去年夏天', 5, 1);
INSERT INTO link (message, group_id, time, speaker, thread, owner, target, how, delay)
    SELECT m.id, m.group_id, m.time, m.identity, column2, (SELECT identity FROM message WHERE id = column2), column3,
        column4, column5
    FROM (VALUES (101, 101, NULL, NULL, NULL), (102, 101, 11, 0, 60), (103, 101, 21, 3, 60), (104, 104, NULL, NULL, NULL),
        (105, 105, NULL, NULL, NULL)) JOIN message m ON m.id = column1;
INSERT INTO event (id, group_id, time, action, seq, actor, target, count, system, content, import) VALUES
    (201, 1, 1709100000, 'invite', 0, 11, 21, 1, 1, 6, 1), (202, 1, 1709100000, 'invite', 1, 11, 31, 1, 1, 6, 1),
    (203, 1, 1709200200, 'like', 0, 21, 11, 2, 0, 7, 1), (204, 1, 1709200200, 'like', 1, 21, 31, 2, 0, 7, 1);
INSERT INTO party (id, hash, community, identity, joined_by) VALUES (1, 1, 1, 11, 'id'), (2, 2, 1, NULL, NULL);
INSERT INTO field (id, party, header, meaning, value, import) VALUES (301, 1, '会员等级', 'other', '金卡', 1);
INSERT INTO orders (id, shop, native, party, placed, paid, status, amount, refunded, discount, items, content, import) VALUES
    (401, 'youzan', 'E1', 1, 1709000000, 1709000100, 1, 19900, 1000, 0, '帐篷', 1, 1),
    (402, 'youzan', 'E2', 1, 1709000200, NULL, 0, 9900, 0, 0, '炉头', 2, 1),
    (403, 'youzan', 'E3', 2, 1709000200, 1709000300, 1, 9900, 0, 0, '天幕', 3, 1);
INSERT INTO survey (id, title) VALUES (1, '问卷');
INSERT INTO question (id, survey, number, title, meaning) VALUES (1, 1, 1, '常去', 'other');
INSERT INTO response (id, survey, party, time, content, import) VALUES (501, 1, 1, 1709000000, 1, 1);
INSERT INTO answer (response, question, option) VALUES (501, 1, '山'), (501, 1, '湖');
