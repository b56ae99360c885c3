# Mails, and what can go wrong when they are sent.
mail-closing = This message was sent by Tempomacher by itself. Nobody reads replies to it.
mail-test-subject = Test: mails from { $host } arrive
mail-test-text =
    Hello,

    this message is a test. Whoever runs { $host } has sent it.

    If you can read it, sending mail is set up correctly. There is nothing you need to do.
mail-test-sent = The mail server { $server } has accepted the test for { $recipient }.
mail-test-sent-hint = If it does not arrive, it may be in the spam folder.

mail-failure-not-configured = No mail server is configured; mails are not sent.
mail-failure-not-configured-hint = Please enter mail.smtp and mail.from in the configuration and restart the service.
mail-failure-name-not-found = There is no address for the name of the mail server, { $server }.
mail-failure-name-not-found-hint = Please check the name in mail.smtp, and whether this machine can resolve names (DNS).
mail-failure-connection-refused = Nobody accepts connections at { $server }.
mail-failure-connection-refused-hint = Please check the port in mail.smtp; 465, 587 and 25 are usual.
mail-failure-unreachable = { $server } cannot be reached from here ({ $said }).
mail-failure-unreachable-hint = Please check network and firewall.
mail-failure-too-slow = { $server } did not answer in time.
mail-failure-too-slow-hint = Often a firewall lets nothing through, or the port does not fit: 465 takes smtps://, 587 and 25 take smtp://.
mail-failure-not-encrypted = No encrypted connection to { $server } came about ({ $said }).
mail-failure-not-encrypted-hint = Port 465 takes smtps://, 587 takes smtp:// with ?tls=required. The certificate must be valid and fit the name in mail.smtp.
mail-failure-broken-off = { $server } hung up, or answered something that no mail server says.
mail-failure-broken-off-hint = Please check whether a mail server runs at this address. Port 465 takes smtps://.
mail-failure-server-refused = The mail server accepts nothing from this machine: { $said }
mail-failure-server-refused-hint = Whoever looks after the mail server can let this machine in.
mail-failure-not-now = The mail server asks for patience: { $said }
mail-failure-not-now-hint = Mostly it works after some minutes. Mails that wait are tried again by themselves.
mail-failure-login-not-offered = { $server } offers no login that Tempomacher knows (PLAIN or LOGIN).
mail-failure-login-not-offered-hint = Many mail servers offer it only once the connection is encrypted: smtps:// or ?tls=required. If the server needs no login, mail.username stays empty.
mail-failure-login-refused = The mail server does not accept user name or password: { $said }
mail-failure-login-refused-hint = Please check mail.username and mail.password or mail.password_file.
mail-failure-sender-refused = The mail server does not accept the sender: { $said }
mail-failure-sender-refused-hint = Please check mail.from. The sender must be an address that mail.username may use.
mail-failure-recipient-refused = The mail server does not accept mail to this address: { $said }
mail-failure-recipient-refused-hint = Either the address does not exist, or the mail server passes nothing on from this machine (relay).
mail-failure-message-refused = The mail server did not accept what the mail contains: { $said }
mail-failure-message-refused-hint = Whoever looks after the mail server can see in its log why.
mail-failure-unwritable = What is stored cannot be made into a mail.
mail-failure-unwritable-hint = Probably the database was changed by hand.
