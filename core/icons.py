"""Line icons of 16 by 16, drawn for this portal. The words beside them carry the meaning."""

ICONS = {
    "done": '<circle cx="8" cy="8" r="7"/><path d="m4.8 8.2 2.2 2.3 4.2-4.7"/>',
    "open": '<circle cx="8" cy="8" r="7"/><path d="M8 4v4l2.7 1.8"/>',
    "planned": '<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.6 2.4"/>',
    "closed": '<rect x="3" y="7" width="10" height="7.5" rx="1.5"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "waiting": '<path d="M4 1.5h8M4 14.5h8M5 1.5c0 4 6 4.5 6 6.5s-6 2.5-6 6.5M11 1.5c0 4-6 4.5-6 6.5s6 2.5 6 6.5"/>',
    "warning": '<path d="M8 1.8 15 14H1z"/><path d="M8 6.2v3.6M8 11.6v.6"/>',
    "error": '<circle cx="8" cy="8" r="7"/><path d="M8 4.2v4.6M8 11v.6"/>',
    "information": '<circle cx="8" cy="8" r="7"/><path d="M8 7.2v4.6M8 4.4V5"/>',
    "unknown": '<circle cx="8" cy="8" r="7"/><path d="M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.4v.6"/>',
    "declined": '<circle cx="8" cy="8" r="7"/><path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"/>',
    "returned": '<path d="M6 3 2 7l4 4"/><path d="M2 7h7.5a4 4 0 0 1 0 7H7"/>',
    "superseded": '<circle cx="8" cy="8" r="6.5"/><path d="M1 8h14"/>',
    "draft": '<path d="m2 14 .8-3.4L11 2.4 13.6 5l-8.2 8.2z"/><path d="m9.4 4 2.6 2.6"/>',
    "hidden": '<path d="M1 8s2.6-4.6 7-4.6S15 8 15 8s-2.6 4.6-7 4.6S1 8 1 8z"/><path d="m2.5 13.5 11-11"/>',
    "example": '<path d="M5.5 1.5h5M6.5 1.5v4.6L2.3 13a1 1 0 0 0 .9 1.5h9.6a1 1 0 0 0 .9-1.5L9.5 6.1V1.5M4.3 10h7.4"/>',
    "added": '<circle cx="8" cy="8" r="7"/><path d="M8 4.5v7M4.5 8h7"/>',
    "globe": '<circle cx="8" cy="8" r="7"/><path d="M1 8h14"/><ellipse cx="8" cy="8" rx="3.4" ry="7"/>',
    "arrow": '<path d="M2 8h12m-5-5 5 5-5 5"/>',
    "back": '<path d="M14 8H2m5-5L2 8l5 5"/>',
}
