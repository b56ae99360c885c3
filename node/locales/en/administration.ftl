# Administration of an organisation.
administration = Administration
administration-overview = Overview
administration-lead = Here you set up who writes for your organisation and with whom it is connected.
administration-connections = Connections
administration-members = Members
administration-lists = Lists
administration-neighbours = Other hosts
administration-incoming = Incoming
administration-waits = wait for a decision
administration-back = Back without changing anything
administration-settings = Settings
administration-logo = Logo
administration-texts = Legal pages
administration-barriers = Reported barriers
