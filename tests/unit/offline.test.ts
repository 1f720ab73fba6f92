import { expect, test } from 'vitest';
import { countAttempt, type Attempts } from '../offline.ts';

const counted = (...lines: string[]): Attempts => {
  const attempts: Attempts = { local: 0, loopback: 0, looked: 0, outside: [] };
  for (const line of lines) countAttempt(line, attempts);
  return attempts;
};

test('attempts to reach another machine are told from those on this one', () => {
  const seen = counted(
    '11 connect(20<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0',
    '11 connect(21<TCP:[2]>, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS',
    '11 connect(22<TCPv6:[3]>, {sa_family=AF_INET6, sin6_port=htons(1), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    '11 sendto(23<NETLINK:[ROUTE:1]>, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20',
    '12 connect(24<UDPv6:[4]>, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH',
    '12 connect(25<TCP:[5]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("142.250.1.1")}, 16) = -1 ENETUNREACH (Network is unreachable)',
    '12 sendto(26<UDP:[6]>, ""..., 40, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("8.8.8.8")}, 16) = -1 ENETUNREACH',
    '12 read(3, ""..., 4) = 4',
  );
  expect(seen).toEqual({
    local: 2,
    loopback: 2,
    looked: 1,
    outside: ['connect TCP 142.250.1.1', 'sendto UDP 8.8.8.8'],
  });
});
