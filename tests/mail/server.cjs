// Mail servers on loopback: one with STARTTLS and a login, one in the clear, one that vanishes. What they accept is parsed and left in the folder.
'use strict';
const fs = require('fs');
const path = require('path');
const { SMTPServer } = require('smtp-server');
const { simpleParser } = require('mailparser');

const folder = process.argv[2];
const read = name => fs.readFileSync(path.join(folder, name));
let received = 0;

function keep(session, raw, mail) {
  const told = {
    secure: session.secure,
    user: session.user ?? null,
    sender: session.envelope.mailFrom.address,
    recipients: session.envelope.rcptTo.map(recipient => recipient.address),
    subject: mail.subject,
    from: mail.from?.value,
    to: mail.to?.value,
    cc: mail.cc?.value ?? [],
    bcc: mail.bcc?.value ?? [],
    replyTo: mail.replyTo?.value ?? [],
    messageId: mail.messageId,
    date: mail.date,
    headers: mail.headerLines.map(header => header.key),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(file => ({ name: file.filename, type: file.contentType, size: file.size, content: file.content.toString('base64') })),
  };
  received += 1;
  fs.writeFileSync(path.join(folder, `mail-${received}.eml`), raw);
  fs.writeFileSync(path.join(folder, `mail-${received}.json`), JSON.stringify(told));
  return received;
}

function listen(options) {
  const server = new SMTPServer({
    disableReverseLookup: true,
    size: 2000000,
    onAuth: (login, session, done) => login.username === 'reports' && login.password === 'pässword'
      ? done(null, { user: login.username })
      : done(new Error('Invalid username or password')),
    onRcptTo: (address, session, done) => {
      const refusal = new Error('5.1.1 No such user');
      refusal.responseCode = 550;
      done(address.address.startsWith('nobody@') ? refusal : null);
    },
    onData: (stream, session, done) => {
      const chunks = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        simpleParser(raw).then(mail => done(null, `kept as ${keep(session, raw, mail)}`), done);
      });
    },
    ...options,
  });
  server.on('error', () => {});
  return new Promise(resolve => { const listener = server.listen(0, '127.0.0.1', () => resolve(listener.address().port)); });
}

// A server that takes a mail and is gone before it says so.
function vanish() {
  const server = new SMTPServer({
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData: stream => stream.on('end', () => server.connections.forEach(connection => connection._socket.destroy())).resume(),
  });
  server.on('error', () => {});
  return new Promise(resolve => { const listener = server.listen(0, '127.0.0.1', () => resolve(listener.address().port)); });
}

Promise.all([
  listen({ key: read('key.pem'), cert: read('certificate.pem') }),
  listen({ disabledCommands: ['STARTTLS'], authOptional: true }),
  vanish(),
]).then(([secure, plain, vanishing]) => {
  fs.writeFileSync(path.join(folder, 'ports.tmp'), JSON.stringify({ secure, plain, vanishing }));
  fs.renameSync(path.join(folder, 'ports.tmp'), path.join(folder, 'ports.json'));
});
// The servers end with whoever started them.
process.stdin.on('end', () => process.exit()).resume();
