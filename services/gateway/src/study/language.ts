export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'tr'
