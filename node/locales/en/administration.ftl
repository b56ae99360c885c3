# Administration of an organisation.
administration = Administration
administration-overview = Overview
administration-lead = Here you set up who writes for your organisation and with whom it is connected.
